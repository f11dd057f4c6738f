namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What a person did.</summary>
internal sealed record AuditInfo(DateTimeOffset At, string? Node, string Action, string Who, string? Why);
