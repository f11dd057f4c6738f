using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The snapshots and counts of the checkpoint under way. Guarded by the lock of the coordinator, except its completion.</summary>
internal sealed class PendingCheckpoint(long number)
{
    private readonly Dictionary<string, NodeCounts> _counts = [];
    private readonly List<(LaneContext Lane, BlockSnapshot Snapshot)> _lanes = [];

    // Lanes complete it, and must not run the coordinator's continuation.
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Number { get; } = number;

    /// <summary>The state of each lane; all of them once <see cref="Completion"/> has completed.</summary>
    public IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> Lanes => _lanes;

    /// <summary>The counts of all lanes at their barriers, by node.</summary>
    public IReadOnlyDictionary<string, NodeCounts> Counts => _counts;

    /// <summary>Completes when the state of every lane is durable; faults where the checkpoint is discarded.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Bytes of all states, including those in files of earlier checkpoints.</summary>
    public long Bytes => _lanes.Sum(static l => l.Snapshot.Values.Sum(static v => (long)v.Value.Length) + (l.Snapshot.State?.Files.Sum(static f => f.Length) ?? 0));

    public void Count(IReadOnlyList<(string Node, NodeCounts Counts)> counted)
    {
        foreach (var (node, value) in counted)
        {
            _counts[node] = _counts.GetValueOrDefault(node) + value;
        }
    }

    public void Add(LaneContext lane, BlockSnapshot snapshot) => _lanes.Add((lane, snapshot));

    public void Complete() => _completion.TrySetResult();

    public void Fail(Exception cause) => _completion.TrySetException(cause);

    /// <summary>The job has ended.</summary>
    public void Cancel() => _completion.TrySetCanceled();
}
