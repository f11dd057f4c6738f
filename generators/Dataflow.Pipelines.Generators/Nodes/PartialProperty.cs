using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>A partial property as its other part must repeat it.</summary>
/// <param name="Type">Its type, with what it returns by reference.</param>
/// <param name="Accessors">Its accessors with their own modifiers, as in <c>private set</c>.</param>
/// <param name="HasBody">Whether the user wrote the other part as well.</param>
internal sealed record PartialProperty(string Type, EquatableArray<string> Accessors, bool HasBody)
{
    /// <summary>Whether it can be read and nothing else.</summary>
    public bool IsReadOnly => Accessors.Count == 1 && Accessors[0] == "get";
}
