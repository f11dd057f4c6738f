using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// Gives slots to scheduled executions: of those of a pool the greatest priority first, then the earliest logical time, then the one that was scheduled first; those of backfills
/// after all others. Executions of one node in one run follow each other, and so do those of a node with the mode Once in all runs. Approvals take no slot. Rebuilt from the state
/// after a replay.
/// </summary>
internal sealed class Dispatcher
{
    private readonly Decision _decision;
    private readonly SortedSet<Execution>[] _ready;
    private readonly SortedSet<Execution> _approvals;
    private readonly PriorityQueue<Execution, DateTimeOffset> _later = new();

    public Dispatcher(Decision decision)
    {
        _decision = decision;
        var order = Comparer<Execution>.Create(Compare);
        _ready = [.. decision.State.Slots.Select(_ => new SortedSet<Execution>(order))];
        _approvals = new SortedSet<Execution>(order);
    }

    /// <summary>Approvals that were initialized, and are to be opened before anything else is decided.</summary>
    public Queue<Execution> Opening { get; } = new();

    /// <summary>Whether this instance ends: no execution begins any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The end of the earliest pause between two attempts; null without one.</summary>
    public DateTimeOffset? NextDue => _later.TryPeek(out _, out var due) ? due : null;

    /// <summary>Takes a scheduled execution.</summary>
    public void Add(Execution execution)
    {
        if (execution.State is not Scheduled scheduled)
        {
            return;
        }

        if (scheduled.NotBefore > _decision.Now)
        {
            _later.Enqueue(execution, scheduled.NotBefore);
        }
        else
        {
            (IsApproval(execution) ? _approvals : _ready[_decision.State.PoolOf[execution.Node]]).Add(execution);
        }
    }

    /// <summary>Takes the scheduled executions of all runs.</summary>
    public void Rebuild()
    {
        foreach (var execution in _decision.State.Runs.Values.SelectMany(static run => run.ActiveExecutions()))
        {
            Add(execution);
        }
    }

    /// <summary>Initializes as many executions as there are slots.</summary>
    public void Run()
    {
        while (_later.TryPeek(out var execution, out var due) && due <= _decision.Now)
        {
            _later.Dequeue();
            Add(execution);
        }

        if (_decision.State.IsPaused || IsClosed)
        {
            return;
        }

        for (var pool = 0; pool < _ready.Length; pool++)
        {
            Run(_ready[pool], pool);
        }

        // People need no slot.
        Run(_approvals, pool: null);
    }

    private void Run(SortedSet<Execution> ready, int? pool)
    {
        var state = _decision.State;
        List<Execution>? blocked = null;
        while ((pool is not { } of || state.UsedSlots[of] < state.Slots[of]) && ready.Min is { } execution)
        {
            ready.Remove(execution);
            if (execution.State is not Scheduled)
            {
                continue;
            }

            if (execution.Run.ActiveOf(execution.Node).First() != execution || WaitsForOther(execution))
            {
                (blocked ??= []).Add(execution);
                continue;
            }

            Initialize(execution);
        }

        blocked?.ForEach(execution => ready.Add(execution));
    }

    private void Initialize(Execution execution)
    {
        var (key, attempt) = (execution.Key, execution.Attempts + 1);
        _decision.Emit(new ExecutionInitializing(key.Run, key.Node, key.Number, attempt));
        if (IsApproval(execution))
        {
            Opening.Enqueue(execution);
        }
        else
        {
            _decision.Effects.Add(new BeginAttempt(execution, attempt));
        }
    }

    // Only backfills schedule a second execution of such a node: their firings queue.
    private bool WaitsForOther(Execution execution) =>
        _decision.State.ActiveOf[execution.Node] > 1 && _decision.Graph.Nodes[execution.Node].Mode == StartMode.Once
        && _decision.State.Runs.Values.Any(run => run.ActiveOf(execution.Node).Any(static other => other.State is not Scheduled));

    private bool IsApproval(Execution execution) => _decision.Graph.Nodes[execution.Node].Kind == ControlNodeKind.Approval;

    private int Compare(Execution? left, Execution? right)
    {
        var (nodes, l, r) = (_decision.Graph.Nodes, left!, right!);
        var order = (l.Run.Backfill != 0).CompareTo(r.Run.Backfill != 0);
        order = order != 0 ? order : nodes[r.Node].Priority.CompareTo(nodes[l.Node].Priority);
        order = order != 0 ? order : l.Run.LogicalTime.CompareTo(r.Run.LogicalTime);
        return order != 0 ? order : l.Order.CompareTo(r.Order);
    }
}
