namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A node execution.</summary>
internal sealed record ExecutionInfo(
    string Node, int Number, string Status, int Attempt, DateTimeOffset Scheduled, DateTimeOffset? Ended, long? DurationMs, string? TriggeredBy, string? Error, string? Output, string? EndReason,
    string? Instance);
