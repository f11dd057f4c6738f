using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The declaration of a partial property, which its other part must repeat.</summary>
/// <param name="Type">Its type, with <c>ref</c> where it returns a reference.</param>
/// <param name="Accessors">Its accessors with their modifiers, as in <c>private set</c>.</param>
/// <param name="HasBody">Whether the user also wrote the implementation.</param>
internal sealed record PartialProperty(string Type, EquatableArray<string> Accessors, bool HasBody)
{
    /// <summary>Whether it has only a getter.</summary>
    public bool IsReadOnly => Accessors.Count == 1 && Accessors[0] == "get";
}
