namespace Dataflow.Pipelines;

/// <summary>
/// Which member of the record is its event time, and how far times may be out of order.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class WatermarkAttribute(string member) : Attribute
{
    /// <summary>Name of a <see cref="DateTimeOffset"/> member of the record; use <c>nameof</c>.</summary>
    public string Member { get; } = member;

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. The watermark stays this far behind the latest event time.</summary>
    public string MaxOutOfOrderness { get; init; } = "0s";

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. An input without records for this long no longer holds the watermark back.</summary>
    public string? IdleTimeout { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. A time further ahead of the processing time is rejected and never moves the watermark.</summary>
    public string? MaxAhead { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. While the source is further ahead of the slowest source of the pipeline, it stops reading: its records wait in their service and not in memory.</summary>
    public string? MaxDrift { get; init; }
}
