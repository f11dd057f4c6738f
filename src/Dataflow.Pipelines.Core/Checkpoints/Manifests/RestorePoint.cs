namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The checkpoint that a job starts from, and the content of its checkpoint store.</summary>
/// <param name="Manifest">The checkpoint; null on a first start.</param>
/// <param name="Newest">The highest number that was given, also to a checkpoint that cannot be read; 0 on a first start.</param>
/// <param name="HighestAttempt">The highest attempt that a readable checkpoint names; 0 where there is none.</param>
/// <param name="Damaged">Checkpoints that are older than the one to start from and cannot be read.</param>
/// <param name="Files">Files that a readable checkpoint names.</param>
internal sealed record RestorePoint(Manifest? Manifest, long Newest, long HighestAttempt, IReadOnlyList<long> Damaged, IReadOnlySet<string> Files)
{
    /// <summary>Whether a newer checkpoint than the one to start from was taken: it is damaged, or an earlier one was requested.</summary>
    public bool IsFallback => Manifest is not null && Manifest.Checkpoint < Newest;
}
