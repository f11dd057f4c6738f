namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>A firing of a schedule.</summary>
internal sealed record Firing(DateTimeOffset At, string Cron, string TimeZone, IReadOnlyList<string> Nodes);
