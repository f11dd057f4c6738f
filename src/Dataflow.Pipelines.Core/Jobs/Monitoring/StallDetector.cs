using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Jobs;

/// <summary>
/// Finds lanes that make no progress although they have work. Of lanes that wait for each other's credits only the last one downstream is reported: the others
/// resume when it does. Used by one thread at a time.
/// </summary>
internal sealed class StallDetector
{
    /// <summary>A lane that has work and makes no progress for this time is stalled.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly LaneProgress[] _lanes;

    public StallDetector(IReadOnlyList<Block> blocks, TimeProvider time)
    {
        _time = time;
        var outputs = blocks.SelectMany(static b => b.Inputs).Select(static i => i.Edge).ToLookup(static e => e.From);
        var now = time.GetTimestamp();
        _lanes = [.. blocks.Select(b => new LaneProgress(b, [.. outputs[b.Lane]], now))];
    }

    /// <summary>Checks all lanes.</summary>
    /// <param name="begun">Stalls that have begun since the last check.</param>
    /// <param name="ended">Lanes that were stalled at the last check and make progress again.</param>
    /// <returns>All stalls.</returns>
    public IReadOnlyList<Stall> Look(out IReadOnlyList<Stall> begun, out IReadOnlyList<Block> ended)
    {
        var now = _time.GetTimestamp();
        List<Stall> all = [], fresh = [];
        List<Block> moving = [];
        foreach (var lane in _lanes)
        {
            var since = _time.GetElapsedTime(lane.Look(now), now);
            var stall = since >= Limit && lane.Block.Lane.Activity.WaitsFor is null ? Describe(lane, since) : null;
            if (stall is not null)
            {
                all.Add(stall);
                if (!lane.IsReported)
                {
                    fresh.Add(stall);
                }
            }
            else if (lane.IsReported)
            {
                moving.Add(lane.Block);
            }

            lane.IsReported = stall is not null;
        }

        (begun, ended) = (fresh, moving);
        return all;
    }

    private static Stall Describe(LaneProgress lane, TimeSpan since)
    {
        var (block, input) = (lane.Block, lane.FullestInput);
        var cause = block.StallReason
            ?? (block.Lane.Activity.IsProcessing ? $"it has not finished one {(input is null ? "chunk" : "message")}: code of the node or of nodes fused to it, or the service behind it, does not return"
            : block.Awaited is { } awaited ? $"it waits for {awaited}"
            : "it is not scheduled; all threads of the job's scheduler (by default the thread pool) are busy");
        return new Stall(block.Lane.Node, block.Lane.Lane, input?.From.Node, input?.UnderWay ?? 0, since, cause);
    }
}
