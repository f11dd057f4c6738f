using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What the parts of the logic share: the state, the changes that were decided, and the effects that follow from them. Used by the pipeline's actor only.</summary>
internal sealed class Decision
{
    private readonly ChangeApplier _applier;
    private readonly TriggerScope _scope = new();
    private Run? _run;

    /// <param name="state">The pipeline's state.</param>
    /// <param name="samples">Metrics of the nodes.</param>
    public Decision(ControlState state, INodeSamples samples)
    {
        State = state;
        _applier = new ChangeApplier(state);
        _scope.Bind(
            happened => _run?.HasHappened(happened) ?? State.HasHappened(happened),
            StatusOf,
            samples.Metric,
            node => State.Health[node]);
    }

    /// <summary>The pipeline's state.</summary>
    public ControlState State { get; }

    /// <summary>The pipeline's nodes and events.</summary>
    public ControlGraph Graph => State.Graph;

    /// <summary>The time of the input that is being decided.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>The object with the inputs that hold outside of runs.</summary>
    public object? Pipeline { get; set; }

    /// <summary>The objects of runs with parameters of their own.</summary>
    public Func<Run, object?> PipelineOf { get; set; } = static _ => null;

    /// <summary>The changes that were decided and applied, in order.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>What is to be done once they are durable, in order.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>Decides a change and applies it.</summary>
    public void Emit(Change change)
    {
        var dated = change with { At = Now };
        Changes.Add(dated);
        _applier.Apply(dated);
        while (State.Published.TryDequeue(out var happened))
        {
            RecordInRuns(happened);
        }
    }

    /// <summary>Sets the newest output of a node.</summary>
    public void Restore(StoredOutput output) => _applier.Restore(output);

    /// <summary>Applies a change of the journal.</summary>
    public void Replay(Change change)
    {
        _applier.Apply(change);
        State.Published.Clear();
    }

    /// <summary>Whether a guard is true.</summary>
    /// <param name="guard">The guard; <see langword="null"/> is true.</param>
    /// <param name="run">The run; null outside of runs.</param>
    /// <param name="node">Index of the node whose trigger it is.</param>
    /// <param name="payload">Payload of the event that it fires on; null: of the run.</param>
    /// <param name="at">The time that it reads outside of runs; null: now.</param>
    public bool IsTrue(Func<TriggerScope, bool>? guard, Run? run, int node, EventPayload? payload = null, DateTimeOffset? at = null) => guard is null || guard(ScopeOf(run, node, payload, at));

    /// <summary>What guards and templates read, until the next call.</summary>
    public TriggerScope ScopeOf(Run? run, int node, EventPayload? payload = null, DateTimeOffset? at = null)
    {
        run = run is { IsResident: true } ? null : run;
        _run = run;
        _scope.Pipeline = run is null ? Pipeline : PipelineOf(run) ?? Pipeline;
        _scope.Outputs = run?.Outputs ?? State.Outputs;
        _scope.Now = run?.LogicalTime ?? at ?? Now;
        _scope.RunId = run?.Id ?? "";
        _scope.Attempts = NewestOf(node)?.Attempts ?? 0;
        _scope.Event = payload ?? run?.Payload ?? EventPayload.Empty;
        return _scope;
    }

    // An event of no run is seen by the runs that are open when it happens, not by those that it opens.
    private void RecordInRuns(int happened)
    {
        if (!State.Index.OfRun.IsNamed[happened])
        {
            return;
        }

        var name = Graph.Events[happened].Name;
        foreach (var run in State.Runs.Values.Where(static run => run.Status == RunStatus.Running).ToList())
        {
            Emit(new EventSeen(run.Id, name));
        }
    }

    private string StatusOf(int node) =>
        Runs.StatusNames.Of(NewestOf(node)?.State.Status ?? ExecutionStatus.Registered);

    private Execution? NewestOf(int node) => Graph.Nodes[node].IsResident ? State.Streams.Newest(node) : _run?.Newest(node);
}
