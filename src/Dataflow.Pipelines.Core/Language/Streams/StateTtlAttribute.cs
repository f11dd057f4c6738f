namespace Dataflow.Pipelines;

/// <summary>
/// How long the state of a key lives. Afterwards the key starts with the default again, and its memory is freed.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class StateTtlAttribute(string duration) : Attribute
{
    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start.</summary>
    public string Duration { get; } = duration;

    /// <summary>What resets the TTL. Default: a write.</summary>
    public StateRefresh Refresh { get; init; }

    /// <summary>The clock that measures the TTL. Default: event time.</summary>
    public StateClock Clock { get; init; }
}
