namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A bound of an interval.</summary>
/// <param name="IsNegative">Whether a minus stands before it: earlier.</param>
/// <param name="Text">The duration behind the sign.</param>
/// <param name="Offset">Number of characters before it.</param>
internal sealed record JoinBound(bool IsNegative, TextModel Text, int Offset);
