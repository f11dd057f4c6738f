namespace Dataflow.Pipelines;

/// <summary>
/// Groups records; the record type of the property specifies the aggregates. A window is of one kind: <see cref="Tumbling"/>,
/// <see cref="Size"/> with <see cref="Slide"/>, <see cref="Session"/> or <see cref="Count"/>. All but the last use event time.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class WindowAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. Windows of this length, one after the other, aligned to the epoch in UTC.</summary>
    public string? Tumbling { get; init; }

    /// <summary>A duration or <c>"{{ pipeline.input.name }}"</c>, read at start. Length of windows that begin one <see cref="Slide"/> after the other: a record belongs to several.</summary>
    public string? Size { get; init; }

    /// <summary>A duration or <c>"{{ pipeline.input.name }}"</c>, read at start. Time from the start of a window of <see cref="Size"/> to that of the next; at most the size.</summary>
    public string? Slide { get; init; }

    /// <summary>A duration or <c>"{{ pipeline.input.name }}"</c>, read at start. Windows that last as long as records follow each other within this gap.</summary>
    public string? Session { get; init; }

    /// <summary>Windows of this many records each, in arrival order; at least 1. Time does not close them.</summary>
    public int Count { get; init; }

    /// <summary>A duration or <c>"{{ pipeline.input.name }}"</c>, read at start. Tumbling windows begin this long after the epoch, or after midnight, and sliding ones after the epoch; must be shorter than the windows, or than the slide.</summary>
    public string? Offset { get; init; }

    /// <summary>IANA id of a time zone (<c>"Europe/Berlin"</c>): tumbling windows of whole days are its calendar days, of 23 or 25 hours at a clock change.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. A window stays open this long after the watermark passed its end.</summary>
    public string AllowedLateness { get; init; } = "0s";
}
