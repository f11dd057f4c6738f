using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>Names of local variables, derived from members; unique, and not used by the surrounding code.</summary>
internal sealed class LocalNames(params string[] taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>Whether the first name that <see cref="Take"/> tries is free.</summary>
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

    /// <summary>A name for a nullable member; the same name with the suffix <c>Value</c> is reserved for its non-null value.</summary>
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

    // A member has no name yet while the user types it.
    private static string Camel(string member) => member.Length == 0 ? "member" : char.ToLowerInvariant(member[0]) + member.Substring(1);
}
