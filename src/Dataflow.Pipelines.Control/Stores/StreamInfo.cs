namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A stream node: its newest execution, and its health.</summary>
internal sealed record StreamInfo(
    string Node, string Status, int Number, int Attempt, DateTimeOffset? Since, string? TriggeredBy, string? EndReason, string? Error, string Health, string? HealthDetail, DateTimeOffset? Checked);
