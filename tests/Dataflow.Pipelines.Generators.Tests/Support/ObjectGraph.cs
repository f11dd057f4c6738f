using System.Reflection;

namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>The objects that an object keeps alive: those that are reachable by its fields, without a garbage collector.</summary>
internal static class ObjectGraph
{
    /// <summary>Finds an object of a forbidden kind.</summary>
    /// <param name="root">The first object.</param>
    /// <param name="isForbidden">The kind.</param>
    /// <returns>The path of fields that leads to it; <see langword="null"/>: there is none.</returns>
    public static string? PathTo(object? root, Func<object, bool> isForbidden)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Queue<(object Item, string Path)> waiting = new();
        Enqueue(root, root?.GetType().Name ?? "");
        while (waiting.TryDequeue(out var next))
        {
            if (isForbidden(next.Item))
            {
                return $"{next.Path} is a {next.Item.GetType().FullName}";
            }

            if (next.Item is Array array)
            {
                foreach (var item in array)
                {
                    Enqueue(item, next.Path + "[]");
                }

                continue;
            }

            for (var type = next.Item.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    {
                        Enqueue(field.GetValue(next.Item), $"{next.Path}.{field.Name}");
                    }
                }
            }
        }

        return null;

        void Enqueue(object? item, string path)
        {
            // No object of the runtime itself leads back to a compilation.
            if (item is not (null or string or MemberInfo or Module or Assembly or Pointer) && !item.GetType().IsPrimitive && !item.GetType().IsEnum && seen.Add(item))
            {
                waiting.Enqueue((item, path));
            }
        }
    }
}
