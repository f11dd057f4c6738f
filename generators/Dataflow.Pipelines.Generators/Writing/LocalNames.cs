using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>Names of local variables after members, none twice and none that the surrounding code uses.</summary>
internal sealed class LocalNames(params string[] taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>Whether nobody has the name yet that <see cref="Take"/> would give.</summary>
    public bool IsFree(string member) => !_taken.Contains(Camel(member));

    /// <summary>A name for the member's value.</summary>
    public string Take(string member)
    {
        var name = Camel(member);
        for (var free = name; ; free += "Value")
        {
            if (_taken.Add(free))
            {
                return TypeParser.Identifier(free);
            }
        }
    }

    /// <summary>A name for the value of a member that may be null; the same name with <c>Value</c> behind it is free for what is there when it is not.</summary>
    public string TakeNullable(string member)
    {
        for (var free = Camel(member); ; free += "Value")
        {
            if (!_taken.Contains(free) && _taken.Add(free + "Value"))
            {
                _taken.Add(free);
                return TypeParser.Identifier(free);
            }
        }
    }

    // A member that is being typed has no name yet.
    private static string Camel(string member) => member.Length == 0 ? "member" : char.ToLowerInvariant(member[0]) + member.Substring(1);
}
