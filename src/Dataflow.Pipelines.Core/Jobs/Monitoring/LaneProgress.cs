using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Jobs;

/// <summary>Whether a lane makes progress: it completes a batch or chunk, or sends a batch. Used by the monitor only.</summary>
/// <param name="block">The lane.</param>
/// <param name="outputs">The edges from it.</param>
/// <param name="now">Timestamp of the start.</param>
internal sealed class LaneProgress(Block block, Edge[] outputs, long now)
{
    private long _traffic;
    private long _movedAt = now;

    public Block Block => block;

    /// <summary>Whether the lane was reported as stalled and has made no progress since.</summary>
    public bool IsReported { get; set; }

    /// <summary>The input with the most batches that wait for the lane; <see langword="null"/> where none does.</summary>
    public Edge? FullestInput => block.Inputs.Select(static i => i.Edge).Where(static e => e.UnderWay > 0).MaxBy(static e => e.UnderWay);

    /// <summary>Whether it has something to do: a batch waits for it, or it is a source that processes a chunk.</summary>
    public bool HasWork => block.Inputs.Count > 0 ? FullestInput is not null : block.Lane.Activity.IsProcessing;

    /// <summary>Checks the lane.</summary>
    /// <returns>Timestamp since when it has made no progress although it has work.</returns>
    public long Look(long now)
    {
        // For a lane with inputs, watermarks and barriers are no progress, nor is a batch that it holds.
        var completed = block.Inputs.Count > 0 ? block.Inputs.Sum(static i => i.Edge.Traffic.Done) : block.Lane.Activity.Processed;
        var traffic = completed + outputs.Sum(static e => e.Traffic.Sent);
        if (traffic != _traffic || !HasWork)
        {
            (_traffic, _movedAt) = (traffic, now);
        }

        return _movedAt;
    }
}
