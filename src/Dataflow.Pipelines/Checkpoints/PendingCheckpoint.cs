using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>A checkpoint that is being gathered. Lanes acknowledge from their own threads.</summary>
internal sealed class PendingCheckpoint(long id, int expected)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, NodeCounts> counts = [];
    private readonly List<(LaneContext Lane, Task<BlockSnapshot> Snapshot)> lanes = [];
    private readonly TaskCompletionSource<IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Id { get; } = id;

    /// <summary>Completes when the state of every lane is durable; faults with the node that could not store its state.</summary>
    public Task<IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)>> Completion => completion.Task;

    public void Acknowledge(LaneContext lane, List<(string Node, NodeCounts Counts)> counted, Task<BlockSnapshot> snapshot)
    {
        lock (gate)
        {
            foreach (var (node, value) in counted)
            {
                counts[node] = counts.GetValueOrDefault(node) + value;
            }

            lanes.Add((lane, snapshot));
            if (lanes.Count < expected)
            {
                return;
            }
        }

        _ = GatherAsync();
    }

    /// <summary>Gives up: it took too long.</summary>
    public void Expire() => completion.TrySetException(new TimeoutException());

    /// <summary>Gives up: the job has ended.</summary>
    public void Cancel() => completion.TrySetCanceled();

    public IReadOnlyDictionary<string, NodeCounts> Counts()
    {
        lock (gate)
        {
            return new Dictionary<string, NodeCounts>(counts);
        }
    }

    public IEnumerable<string> Missing(IEnumerable<Block> blocks)
    {
        lock (gate)
        {
            var durable = lanes.Where(static l => l.Snapshot.IsCompleted).Select(static l => l.Lane).ToHashSet();
            return [.. blocks.Select(static b => b.Lane).Where(l => !durable.Contains(l)).Select(static l => l.Node).Distinct()];
        }
    }

    private async Task GatherAsync()
    {
        List<(LaneContext Lane, BlockSnapshot Snapshot)> gathered = [];
        foreach (var (lane, snapshot) in lanes)
        {
            try
            {
                gathered.Add((lane, await snapshot));
            }
            catch (Exception fault)
            {
                completion.TrySetException(new PipelineFaultException(lane.Pipeline, lane.Node, fault));
                return;
            }
        }

        completion.TrySetResult(gathered);
    }
}
