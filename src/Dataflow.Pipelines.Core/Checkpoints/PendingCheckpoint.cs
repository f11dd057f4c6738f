using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>A checkpoint that is being gathered. Lanes acknowledge from their own threads.</summary>
internal sealed class PendingCheckpoint(long id, int expected)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeCounts> _counts = [];
    private readonly List<(LaneContext Lane, Task<BlockSnapshot> Snapshot)> _lanes = [];
    private readonly TaskCompletionSource<IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Id { get; } = id;

    /// <summary>Completes when the state of every lane is durable; faults with the node that could not store its state.</summary>
    public Task<IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)>> Completion => _completion.Task;

    public void Acknowledge(LaneContext lane, IReadOnlyList<(string Node, NodeCounts Counts)> counted, Task<BlockSnapshot> snapshot)
    {
        lock (_gate)
        {
            foreach (var (node, value) in counted)
            {
                _counts[node] = _counts.GetValueOrDefault(node) + value;
            }

            _lanes.Add((lane, snapshot));
            if (_lanes.Count < expected)
            {
                return;
            }
        }

        _ = GatherAsync();
    }

    /// <summary>Gives up: it took too long.</summary>
    public void Expire() => _completion.TrySetException(new TimeoutException());

    /// <summary>Gives up: the job has ended.</summary>
    public void Cancel() => _completion.TrySetCanceled();

    public IReadOnlyDictionary<string, NodeCounts> Counts()
    {
        lock (_gate)
        {
            return new Dictionary<string, NodeCounts>(_counts);
        }
    }

    public IEnumerable<string> Missing(IEnumerable<Block> blocks)
    {
        lock (_gate)
        {
            var durable = _lanes.Where(static l => l.Snapshot.IsCompleted).Select(static l => l.Lane).ToHashSet();
            return [.. blocks.Select(static b => b.Lane).Where(l => !durable.Contains(l)).Select(static l => l.Node).Distinct()];
        }
    }

    private async Task GatherAsync()
    {
        List<(LaneContext Lane, BlockSnapshot Snapshot)> gathered = [];
        foreach (var (lane, snapshot) in _lanes)
        {
            try
            {
                gathered.Add((lane, await snapshot));
            }
            catch (Exception fault)
            {
                _completion.TrySetException(new PipelineFaultException(lane.Pipeline, lane.Node, fault));
                return;
            }
        }

        _completion.TrySetResult(gathered);
    }
}
