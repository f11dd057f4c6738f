namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A run.</summary>
internal sealed record RunInfo(
    string Run, string Status, DateTimeOffset LogicalTime, string TriggeredBy, string? Parameters, DateTimeOffset Created, DateTimeOffset? Started, DateTimeOffset? Ended, string? Reason);
