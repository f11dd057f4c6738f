namespace Dataflow.Pipelines.Checkpoints;

/// <summary>When checkpoints are taken, and how many are retained.</summary>
/// <param name="Interval">Time between two periodic requests.</param>
/// <param name="MinPause">Minimum time from the end of one to the start of the next.</param>
/// <param name="Timeout">How long one may take until the state of all lanes is durable.</param>
/// <param name="Retention">How many are retained, at least 1.</param>
internal sealed record CheckpointSettings(TimeSpan Interval, TimeSpan MinPause, TimeSpan Timeout, int Retention);
