namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A person or a program has started the pipeline; the recovery of a host is no start.</summary>
internal sealed record PipelineStarted(string Who) : Change;

/// <summary>A person has shut the pipeline down; the stop of a host is no shutdown.</summary>
internal sealed record PipelineShutDown(string Who) : Change;

/// <summary>From here on no execution starts.</summary>
internal sealed record PipelinePaused(string Who, string Why) : Change;

/// <summary>Executions start again.</summary>
internal sealed record PipelineResumed(string Who, string Why) : Change;

/// <summary>An event from outside was taken.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Payload">One JSON object.</param>
/// <param name="HasTrigger">Whether a trigger names it.</param>
internal sealed record EventPublished(string Name, string Key, string Payload, bool HasTrigger) : Change;

/// <summary>A schedule has fired.</summary>
/// <param name="Name">Name of the event.</param>
/// <param name="Instant">The instant of the schedule, which may be earlier than the change.</param>
internal sealed record CronFired(string Name, DateTimeOffset Instant) : Change;

/// <summary>Firings of a schedule are left out: up to and including an instant.</summary>
/// <param name="Name">Name of the event.</param>
/// <param name="Until">The newest that is left out.</param>
/// <param name="Count">Their number.</param>
internal sealed record CronMissed(string Name, DateTimeOffset Until, long Count) : Change;

/// <summary>A person has requested the start, stop or restart of a stream node.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Action">What was requested: <c>START</c>, <c>STOP</c> or <c>RESTART</c>.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record StreamRequested(string Node, string Action, string Who, string Why) : Change;

/// <summary>A person has requested that what ended before an instant is deleted.</summary>
/// <param name="Before">The instant.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record PruneRequested(DateTimeOffset Before, string Who, string Why) : Change;

/// <summary>A check of a node has another result than the one before.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Health"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Detail">What was asked, and the answer; without secrets.</param>
internal sealed record HealthChanged(string Node, string Health, string Detail) : Change;

/// <summary>The guard of a disjunct without latches has another value.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Entry">Index of the disjunct.</param>
/// <param name="IsTrue">The value.</param>
internal sealed record ValueChanged(string Node, int Entry, bool IsTrue) : Change;
