namespace Dataflow.Pipelines;

/// <summary>
/// Passes on the first record of a key and drops those that follow within a duration of event time.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class DeduplicateAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. Duration of event time around the first record of a key.</summary>
    public string Within { get; init; } = "";
}
