using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Runs;

/// <summary>A run that has not ended. Owned by the pipeline's actor; only the application of changes writes to it.</summary>
internal sealed class Run(string id, TriggerIndex index, DateTimeOffset logicalTime, RunCause cause, long order)
{
    private readonly Execution?[] _newest = new Execution?[index.Graph.Nodes.Count];
    private readonly int[] _numbers = new int[index.Graph.Nodes.Count];
    private readonly Dictionary<int, List<Execution>> _older = [];
    private readonly bool[] _happened = new bool[index.Graph.Events.Count];
    private readonly bool[] _values = new bool[index.OfRun.Entries.Count];

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>Whether it is no run, but holds the executions of the stream nodes.</summary>
    public bool IsResident => id.Length == 0;

    /// <summary>The instant that it stands for.</summary>
    public DateTimeOffset LogicalTime => logicalTime;

    /// <summary>What opened it.</summary>
    public RunCause Cause => cause;

    /// <summary>Counts the runs of the pipeline in the order in which they were opened.</summary>
    public long Order => order;

    /// <summary>Its state.</summary>
    public RunStatus Status { get; set; }

    /// <summary>Indexes of the nodes that it starts with; the first decides which queue it is in.</summary>
    public List<int> StartNodes { get; } = [];

    /// <summary>Values of inputs that differ from the stored ones.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Payload of the event that opened it.</summary>
    public EventPayload Payload { get; init; } = EventPayload.Empty;

    /// <summary>Number of the backfill that has opened it; 0 for none. Such a run is in no queue, and is not counted for <c>MaxActiveRuns</c>.</summary>
    public long Backfill { get; init; }

    /// <summary>The latches of its triggers.</summary>
    public LatchSet Latches { get; } = new(index.OfRun);

    /// <summary>The outputs of its nodes.</summary>
    public NodeOutputs Outputs { get; } = index.Graph.CreateOutputs();

    /// <summary>Executions that are active.</summary>
    public int Active { get; set; }

    /// <summary>Active executions that wait for the decision of a person.</summary>
    public int Waiting { get; set; }

    /// <summary>Nodes that have failed for good and whose failure no trigger has handled.</summary>
    public SortedSet<int> Failures { get; } = [];

    /// <summary>Whether it occupies one of the active runs of its queue: a run that only waits for decisions does not, and neither does one of a backfill.</summary>
    public bool HoldsSlot => Backfill == 0 && (Status is RunStatus.Running or RunStatus.Cancelling) && Active > Waiting;

    /// <summary>The newest execution of a node; null where none was scheduled.</summary>
    public Execution? Newest(int node) => _newest[node];

    /// <summary>The executions of a node that have not ended, oldest first. More than one only of a node that repeats.</summary>
    public IEnumerable<Execution> ActiveOf(int node)
    {
        foreach (var execution in _older.GetValueOrDefault(node) ?? [])
        {
            if (execution.State.IsActive)
            {
                yield return execution;
            }
        }

        if (_newest[node] is { State.IsActive: true } newest)
        {
            yield return newest;
        }
    }

    /// <summary>All executions that have not ended.</summary>
    public IEnumerable<Execution> ActiveExecutions() => Active == 0 ? [] : Enumerable.Range(0, _newest.Length).SelectMany(ActiveOf);

    /// <summary>An execution by its number; null where it is not known or has been forgotten.</summary>
    public Execution? Find(int node, int number) =>
        _newest[node] is { } newest && newest.Key.Number == number ? newest : _older.GetValueOrDefault(node)?.Find(execution => execution.Key.Number == number);

    /// <summary>Executions of a node so far, forgotten ones too.</summary>
    public int CountOf(int node) => _numbers[node];

    public void Add(Execution execution)
    {
        var node = execution.Node;
        _numbers[node] = Math.Max(_numbers[node], execution.Key.Number);
        if (_newest[node] is { State.IsActive: true } before)
        {
            if (!_older.TryGetValue(node, out var older))
            {
                _older[node] = older = [];
            }

            older.RemoveAll(static execution => !execution.State.IsActive);
            older.Add(before);
        }

        _newest[node] = execution;
    }

    /// <summary>Forgets that a node was executed, so that its trigger starts it again.</summary>
    public void Forget(int node)
    {
        _newest[node] = null;
        Failures.Remove(node);
        Outputs.Remove(node);
        for (var i = 0; i < index.Graph.Events.Count; i++)
        {
            if (index.Graph.Events[i].Node == node)
            {
                _happened[i] = false;
            }
        }

        foreach (var entry in index.OfRun.Entries)
        {
            if (entry.Node == node)
            {
                Latches.Clear(entry);
            }
        }
    }

    /// <summary>Whether an event has happened in it.</summary>
    public bool HasHappened(int happened) => _happened[happened];

    public void MarkHappened(int happened) => _happened[happened] = true;

    /// <summary>The last value of a guard that is sampled.</summary>
    public bool ValueOf(TriggerEntry entry) => _values[entry.Index];

    public void SetValue(int entry, bool value) => _values[entry] = value;
}
