namespace Dataflow.Pipelines;

/// <summary>
/// An operator that calls another system and waits for it: <c>ValueTask&lt;TOut&gt; M(TIn record, CancellationToken stop)</c>, also with
/// <c>TOut?</c> or <c>OrReject&lt;TOut&gt;</c>. Calls in flight at a checkpoint are repeated after a restart, so they must be idempotent.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AsyncIOAttribute : Attribute
{
    /// <summary>Calls in flight in each lane, at least 1; with <see cref="Ordered"/>, completed calls that wait for their turn count too.</summary>
    public int MaxConcurrency { get; init; } = 100;

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. How long a record waits for its answer, retries included.</summary>
    public string Timeout { get; init; } = "30s";

    /// <summary>Whether results are emitted in the order of their records; else as they complete, but never past a watermark.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>What happens to a record that waits too long.</summary>
    public OnTimeout OnTimeout { get; init; }

    /// <summary>How often a call that threw is repeated.</summary>
    public int Retries { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start. The pause before the first repetition, at most a day; it doubles with each.</summary>
    public string Backoff { get; init; } = "100ms";
}
