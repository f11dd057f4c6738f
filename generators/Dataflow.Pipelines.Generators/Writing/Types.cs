using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>Types that generated code names often, through the aliases of <see cref="TypeAliases"/>.</summary>
internal static class Types
{
    /// <summary>The name with an alias, for types that generated code writes without their namespace; otherwise unchanged.</summary>
    public static string Short(string fullName) => Short(fullName, "global::Dataflow.Pipelines.", "flow::") ?? Short(fullName, "global::System.", "sys::") ?? fullName;

    private static string? Short(string fullName, string prefix, string alias)
    {
        if (!fullName.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = fullName.Substring(prefix.Length);
        return name.IndexOf('.') < 0 && ClashParser.IsWritten(name.Split('<')[0]) ? alias + name : null;
    }
}
