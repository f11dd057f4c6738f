using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// What the changes of a pipeline have made of it. Owned by the pipeline's actor. <see cref="ChangeApplier"/> is the only writer, so that a replay of the journal arrives at
/// the same state.
/// </summary>
internal sealed class ControlState
{
    /// <summary>The health of a node before its first check.</summary>
    public const string UnknownHealth = "unknown";

    private readonly bool[] _happened;
    private readonly bool[] _values;

    public ControlState(TriggerIndex index)
    {
        Index = index;
        Latches = new LatchSet(index.OfPipeline);
        Outputs = index.Graph.CreateOutputs();
        NodeIndexes = index.Graph.Nodes.Select(static (node, i) => (node.Id, i)).ToDictionary(static pair => pair.Id, static pair => pair.i);
        _happened = new bool[index.Graph.Events.Count];
        _values = new bool[index.OfPipeline.Entries.Count];
        OutputTimes = new DateTimeOffset[index.Graph.Nodes.Count];
        Health = [.. index.Graph.Nodes.Select(static _ => UnknownHealth)];
        ActiveOf = new int[index.Graph.Nodes.Count];
        ActiveRuns = new int[index.Graph.Nodes.Count];
        Queues = [.. index.Graph.Nodes.Select(static _ => new List<Run>())];
        var pools = index.Graph.Nodes.Select(static node => node.Pool).Distinct().ToList();
        PoolOf = [.. index.Graph.Nodes.Select(node => pools.IndexOf(node.Pool))];
        Slots = [.. pools.Select(pool => index.Graph.Pools.GetValueOrDefault(pool, index.Graph.DefaultSlots))];
        UsedSlots = new int[pools.Count];
        CronPositions = new DateTimeOffset?[index.Graph.Events.Count];
        Streams = new Run("", index, default, new RunCause(RunCauseKind.Manual, ""), 0) { Status = RunStatus.Running };
    }

    /// <summary>The pipeline's triggers.</summary>
    public TriggerIndex Index { get; }

    /// <summary>The pipeline's nodes and events.</summary>
    public ControlGraph Graph => Index.Graph;

    /// <summary>Indexes of the nodes by id.</summary>
    public IReadOnlyDictionary<string, int> NodeIndexes { get; }

    /// <summary>The latches outside of runs.</summary>
    public LatchSet Latches { get; }

    /// <summary>The newest output of each node.</summary>
    public NodeOutputs Outputs { get; }

    /// <summary>When each of these outputs was stored.</summary>
    public DateTimeOffset[] OutputTimes { get; }

    /// <summary>The runs that have not ended, in the order in which they were opened.</summary>
    public SortedList<long, Run> Runs { get; } = [];

    /// <summary>The same, by id.</summary>
    public Dictionary<string, Run> RunsById { get; } = [];

    /// <summary>Holds the executions of the stream nodes; it is none of the runs.</summary>
    public Run Streams { get; }

    /// <summary>The health of each node: <c>healthy</c>, <c>unhealthy</c>, or <c>unknown</c> before the first check.</summary>
    public string[] Health { get; }

    /// <summary>Active executions of each node, over all runs.</summary>
    public int[] ActiveOf { get; }

    /// <summary>Of each node the runs that start with it and have not begun, oldest first. A run that starts with several nodes is in the queue of the first.</summary>
    public List<Run>[] Queues { get; }

    /// <summary>Of each node the number of runs that start with it and are active; see <see cref="Run.HoldsSlot"/>.</summary>
    public int[] ActiveRuns { get; }

    /// <summary>Index of the pool of each node.</summary>
    public IReadOnlyList<int> PoolOf { get; }

    /// <summary>Number of slots of each pool.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>Slots of each pool that are taken.</summary>
    public int[] UsedSlots { get; }

    /// <summary>Approvals that wait for decisions, in the order in which they were scheduled.</summary>
    public SortedList<long, Execution> Waiting { get; } = [];

    /// <summary>Runs that were changed since the last decision whether they have ended.</summary>
    public HashSet<Run> Touched { get; } = [];

    /// <summary>Runs that have ended within the present input, or that were replayed because a person retries them.</summary>
    public Dictionary<string, Run> Ended { get; } = [];

    /// <summary>Of each schedule the newest instant that was processed.</summary>
    public DateTimeOffset?[] CronPositions { get; }

    /// <summary>Alerts that are open or held back by a silence, by number.</summary>
    public SortedList<long, OpenAlert> Alerts { get; } = [];

    /// <summary>The ends of the silences, by node and index of the alert in the node.</summary>
    public SortedDictionary<(int Node, int Index), DateTimeOffset> Silences { get; } = [];

    /// <summary>The stored inputs, by name.</summary>
    public SortedDictionary<string, StoredInput> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>The backfills that have not ended, by number.</summary>
    public SortedList<long, OpenBackfill> Backfills { get; } = [];

    /// <summary>Open runs of each backfill that has any, also of one that was cancelled.</summary>
    public Dictionary<long, int> BackfillRuns { get; } = [];

    /// <summary>Of each backfill that is looked up the logical times that have runs. No change of the journal: known to this instance.</summary>
    public Dictionary<long, BackfillWindow> BackfillWindows { get; } = [];

    /// <summary>Whether the pipeline was started and not shut down.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Whether no execution starts.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Changes outside of runs since the newest snapshot.</summary>
    public int SinceSnapshot { get; set; }

    /// <summary>Events that no trigger names.</summary>
    public long WithoutTrigger { get; set; }

    /// <summary>The number of the next run, execution, alert or approval.</summary>
    public long NextOrder { get; set; } = 1;

    /// <summary>Disjuncts whose last latch was set, and guards that became true, in order: what has to be decided next. Empty between two inputs.</summary>
    public List<Completion> Complete { get; } = [];

    /// <summary>Events of no run that changes have published, until they are recorded in the open runs. Empty between two inputs.</summary>
    public Queue<int> Published { get; } = [];

    /// <summary>Counts events, to tell whether two disjuncts were completed by the same one.</summary>
    public long Occurrence { get; set; }

    /// <summary>Whether an event has happened since the pipeline was started.</summary>
    public bool HasHappened(int happened) => _happened[happened];

    public void MarkHappened(int happened, bool value = true) => _happened[happened] = value;

    /// <summary>The last value of a guard that is sampled.</summary>
    public bool ValueOf(TriggerEntry entry) => _values[entry.Index];

    public void SetValue(int entry, bool value) => _values[entry] = value;
}
