namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Which checkpoint a job may start from.</summary>
/// <param name="Pipeline">Id of the pipeline: checkpoints of others are refused.</param>
/// <param name="Instance">The instance whose checkpoints these must be; null where the store has no identity.</param>
/// <param name="AllowFallback">Whether an earlier checkpoint may be used where the newest is damaged.</param>
/// <param name="From">The checkpoint to start from; null: the newest.</param>
internal readonly record struct RestoreRequest(string Pipeline, string? Instance = null, bool AllowFallback = false, long? From = null);
