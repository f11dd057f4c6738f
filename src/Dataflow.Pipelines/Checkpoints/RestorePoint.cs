namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Where a job starts.</summary>
/// <param name="Manifest">The checkpoint; null on a first start.</param>
/// <param name="Newest">The highest number that was given, also to a checkpoint that cannot be read; 0 on a first start.</param>
internal readonly record struct RestorePoint(Manifest? Manifest, long Newest)
{
    /// <summary>Whether the newest checkpoint was damaged and an earlier one is used.</summary>
    public bool IsFallback => Manifest is not null && Manifest.Checkpoint < Newest;

    /// <summary>
    /// Number of this start: higher than that of any start before. A start adds one to the epoch of a manifest, so a damaged one's is
    /// higher than that of the one before it by one a checkpoint at most.
    /// </summary>
    public long NextEpoch => Manifest is null ? 1 : Manifest.Epoch + 1 + (Newest - Manifest.Checkpoint);
}
