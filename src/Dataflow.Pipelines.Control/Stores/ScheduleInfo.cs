namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What starts a pipeline, and when it did last and does next.</summary>
/// <param name="Type"><c>CRON</c>, <c>EVENT</c> or <c>MANUAL</c>.</param>
/// <param name="Crons">The cron expressions, each with its zone.</param>
/// <param name="Events">The external events that triggers name.</param>
/// <param name="IsEnabled">Whether the pipeline is not paused.</param>
/// <param name="LastTrigger">The newest firing of a cron, or the time of the newest event that a trigger names.</param>
/// <param name="NextTrigger">The next firing of a cron; null where none follows, or the pipeline was shut down.</param>
/// <param name="Triggers">Firings and events so far.</param>
/// <param name="Missed">Firings that were left out after a downtime.</param>
internal sealed record ScheduleInfo(
    string Type, IReadOnlyList<string> Crons, IReadOnlyList<string> Events, bool IsEnabled, DateTimeOffset? LastTrigger, DateTimeOffset? NextTrigger, long Triggers, long Missed);
