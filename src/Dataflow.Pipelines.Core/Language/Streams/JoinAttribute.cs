namespace Dataflow.Pipelines;

/// <summary>
/// Pairs the records of two streams that have the same key and are close in event time: <c>TOut? M(in TLeft left, in TRight right)</c>.
/// A pair for which the method returns <see langword="null"/> has no result. A side that may be missing is declared nullable, <c>in TRight? right</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class JoinAttribute : Attribute
{
    /// <summary>The node whose records are the first parameter; use <c>nameof</c>.</summary>
    public string Left { get; init; } = "";

    /// <summary>The node whose records are the second parameter; use <c>nameof</c>.</summary>
    public string Right { get; init; } = "";

    /// <summary>The member of the left record that must be equal to the right one's; use <c>nameof</c>.</summary>
    public string LeftKey { get; init; } = "";

    /// <summary>The member of the right record that must be equal to the left one's; use <c>nameof</c>.</summary>
    public string RightKey { get; init; } = "";

    /// <summary>Which records are emitted without a partner.</summary>
    public JoinKind Kind { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. How far apart the event times may be, in either direction; the bound is inclusive.</summary>
    public string? Within { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start; a minus sign before it means earlier. The right record is at least this much later than the left one.</summary>
    public string? Lower { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start; a minus sign before it means earlier. The right record is at most this much later than the left one.</summary>
    public string? Upper { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. Pairs are made within tumbling windows of this length, aligned to the epoch in UTC, when they close.</summary>
    public string? Window { get; init; }

    /// <summary>Lanes; those of the pipeline where it is missing.</summary>
    public int Parallelism { get; init; }
}
