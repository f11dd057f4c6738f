namespace Dataflow.Pipelines.Checkpoints;

/// <summary>When checkpoints are taken, and how many are kept.</summary>
/// <param name="Interval">From the start of one to the request of the next.</param>
/// <param name="MinPause">From the end of one to the start of the next, at least.</param>
/// <param name="Timeout">How long one may take until the state of all lanes is durable.</param>
/// <param name="Retention">How many are kept, at least 1.</param>
internal sealed record CheckpointSettings(TimeSpan Interval, TimeSpan MinPause, TimeSpan Timeout, int Retention);
