namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A part of a template: text, or a value.</summary>
/// <param name="Text">The text; empty for a value.</param>
/// <param name="Hole">The value; null for text.</param>
internal sealed record TemplatePart(string Text, TriggerExpression? Hole);
