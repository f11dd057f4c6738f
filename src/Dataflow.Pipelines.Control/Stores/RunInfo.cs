namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A run. The version is that of the published definition that has opened it; null where none was published.</summary>
internal sealed record RunInfo(
    string Run, string Status, DateTimeOffset LogicalTime, string TriggeredBy, string? Parameters, DateTimeOffset Created, DateTimeOffset? Started, DateTimeOffset? Ended, string? Reason,
    int? DefinitionVersion = null);
