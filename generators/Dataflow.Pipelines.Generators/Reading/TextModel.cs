using Dataflow.Pipelines.Generators.Diagnostics;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>The text of an attribute's argument and its place.</summary>
/// <param name="Text">The text; empty where it is missing.</param>
/// <param name="Anchor">Its place, or the attribute where it is missing.</param>
internal sealed record TextModel(string Text, Anchor Anchor)
{
    public bool IsMissing => Anchor.Kind == AnchorKind.Attribute;
}
