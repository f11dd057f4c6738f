namespace Dataflow.Pipelines.Control.Testing;

/// <summary>What a person did.</summary>
/// <param name="At">When.</param>
/// <param name="Run">Id of the run; null outside of runs.</param>
/// <param name="Node">Id of the node; null where it concerns none.</param>
/// <param name="Action">What, as the run store names it: <c>RETRY</c>, <c>SKIP</c>, <c>PAUSE</c>.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
public sealed record AuditEntry(DateTimeOffset At, string? Run, string? Node, string Action, string Who, string Why);
