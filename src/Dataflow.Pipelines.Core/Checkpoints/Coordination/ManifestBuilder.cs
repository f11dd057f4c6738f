using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Builds the manifest of a checkpoint.</summary>
internal static class ManifestBuilder
{
    /// <param name="job">The job.</param>
    /// <param name="pending">The snapshots and counts of its lanes.</param>
    /// <param name="parent">The checkpoint that it follows.</param>
    /// <param name="at">When its barrier was sent.</param>
    /// <param name="isFinal">Whether the data had ended.</param>
    public static Manifest Build(ICheckpointedJob job, PendingCheckpoint pending, long parent, DateTimeOffset at, bool isFinal) => new(
        Manifest.CurrentFormat,
        job.Context.Pipeline,
        job.Version,
        pending.Number,
        parent,
        job.Context.Instance,
        job.Context.Attempt,
        at,
        isFinal,
        WatermarkOf(pending.Lanes),
        job.Context.KeySecret,
        pending.Counts,
        pending.Lanes.GroupBy(static l => l.Lane.Node).ToDictionary(
            static g => g.Key,
            static g => (IReadOnlyList<ManifestLane>)[.. g.OrderBy(static l => l.Lane.Lane).Select(static l => ManifestLane.Of(l.Snapshot))]));

    // That of the barrier: the lanes have advanced since.
    private static long WatermarkOf(IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> lanes) => lanes
        .Where(static l => l.Lane.Block is ISourceControl)
        .GroupBy(static l => l.Lane.Node)
        .Min(static node => ((ISourceControl)node.First().Lane.Block).RestoredWatermark([.. node.Select(static l => l.Snapshot)]));
}
