namespace Dataflow.Pipelines;

/// <summary>
/// Groups records by event time; the record type of the property says what is computed.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class WindowAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. Windows of this length, one after the other, aligned to the epoch in UTC.</summary>
    public string? Tumbling { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. A window stays open this long after the watermark passed its end.</summary>
    public string AllowedLateness { get; init; } = "0s";
}
