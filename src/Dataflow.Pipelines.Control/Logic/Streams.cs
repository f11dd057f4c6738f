using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// Starts, stops and restarts stream nodes (7-triggers, rule 8). Each has executions of its own; those of a graph share the attempts of one job, which the execution of the first
/// node carries. The job begins when every node of the graph was started, so that no source reads before its consumers are there, and is suspended behind a checkpoint where one
/// of them stops or restarts: the others wait.
/// </summary>
internal sealed class Streams
{
    private readonly Decision _decision;
    private readonly StreamGraph?[] _graphOf;

    public Streams(Decision decision)
    {
        _decision = decision;
        _graphOf = new StreamGraph?[decision.Graph.Nodes.Count];
        foreach (var graph in decision.Graph.Streams)
        {
            foreach (var node in graph.Nodes)
            {
                _graphOf[node] = graph;
            }
        }
    }

    /// <summary>Whether jobs begin: not where the instance ends, or executes one run only.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>The end of the earliest pause between two attempts; null without one.</summary>
    public DateTimeOffset? NextDue =>
        IsActive && !_decision.State.IsPaused
            ? _decision.Graph.Streams.Select(DueOf).Where(due => due > _decision.Now).Min()
            : null;

    private Run State => _decision.State.Streams;

    /// <summary>Starts the nodes that run while the pipeline does.</summary>
    /// <param name="again">Whether those are started again that somebody has stopped: at a start of the pipeline, not of its host. Those whose data had ended go on with what is new.</param>
    public void StartPipeline(bool again)
    {
        for (var node = 0; node < _graphOf.Length; node++)
        {
            if (_decision.Graph.Nodes[node].IsAlwaysOn && (again ? State.Newest(node) is not { State.IsActive: true } : State.Newest(node) is null or { State: Runs.Completed }))
            {
                Start(node, Causes.Pipeline);
            }
        }
    }

    /// <summary>The pipeline was shut down: nodes that run while it does are stopped, and start with it again.</summary>
    public void ShutDownPipeline()
    {
        for (var node = 0; node < _graphOf.Length; node++)
        {
            if (_decision.Graph.Nodes[node].IsAlwaysOn)
            {
                Stop(node, EndReason.Stopped);
            }
        }
    }

    /// <summary>A trigger of a stream node has fired.</summary>
    public void Fire(int node, TriggerAction action, string cause)
    {
        switch (action)
        {
            case TriggerAction.Start:
                Start(node, cause);
                break;
            case TriggerAction.Stop:
                Stop(node, EndReason.Stopped);
                break;
            case TriggerAction.Restart:
                Restart(node);
                break;
        }
    }

    /// <summary>Starts a node that is not active, and those that share its life.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="cause">What starts it, for display.</param>
    /// <param name="isForced">Whether its skip trigger is not asked.</param>
    public void Start(int node, string cause, bool isForced = false)
    {
        // The node itself first: where it is skipped, so are those that share its life.
        var isSkipped = !isForced && IsSkipped(node);
        foreach (var member in Members(node).OrderBy(member => member == node ? 0 : 1))
        {
            switch (State.Newest(member))
            {
                case null or { State.IsActive: false } when isSkipped:
                    Schedule(node, Causes.Skip);
                    _decision.Emit(new ExecutionCancelled("", _decision.Graph.Nodes[node].Id, State.CountOf(node), EndReason.Skipped));
                    return;
                case null or { State.IsActive: false }:
                    Schedule(member, cause);
                    break;
                case { State: Cancelling } when isSkipped:
                    return;
                case { State: Cancelling, Reason: EndReason.Stopped } stopping:
                    // It goes on as soon as it has stopped.
                    _decision.Emit(new ExecutionCancelling("", stopping.Key.Node, stopping.Key.Number, EndReason.Restarted));
                    break;
                case { } active:
                    _decision.Emit(new ExecutionCoalesced("", active.Key.Node, active.Key.Number, cause));
                    break;
            }
        }
    }

    /// <summary>Stops a node, and those that share its life. The graph is suspended; the other nodes wait.</summary>
    public void Stop(int node, EndReason reason)
    {
        var isSuspended = false;
        foreach (var member in Members(node))
        {
            switch (State.Newest(member))
            {
                case { State: Scheduled } waiting when reason != EndReason.Restarted:
                    _decision.Emit(new ExecutionCancelled("", waiting.Key.Node, waiting.Key.Number, reason));
                    break;
                case { State: IStoppable } running:
                    _decision.Emit(new ExecutionCancelling("", running.Key.Node, running.Key.Number, reason));
                    isSuspended = true;
                    break;
                case { State: Cancelling } stopping when stopping.Reason != EndReason.Stopped && stopping.Reason != reason:
                    _decision.Emit(new ExecutionCancelling("", stopping.Key.Node, stopping.Key.Number, reason));
                    break;
            }
        }

        if (isSuspended)
        {
            Suspend(_graphOf[node]!);
        }
    }

    /// <summary>Restarts a node from the last checkpoint, with the inputs that are stored then; one that has failed is started again.</summary>
    public void Restart(int node)
    {
        if (State.Newest(node) is { State: Dead })
        {
            foreach (var member in Members(node).Where(member => State.Newest(member) is not { State.IsActive: true }))
            {
                Schedule(member, Causes.Restart);
            }
        }
        else
        {
            Stop(node, EndReason.Restarted);
        }
    }

    /// <summary>Begins the jobs of the graphs whose nodes were all started.</summary>
    public void Run()
    {
        if (!IsActive || _decision.State.IsPaused)
        {
            return;
        }

        foreach (var graph in _decision.Graph.Streams)
        {
            if (DueOf(graph) is { } due && due <= _decision.Now)
            {
                foreach (var execution in Executions(graph))
                {
                    _decision.Emit(new ExecutionInitializing("", execution.Key.Node, execution.Key.Number, execution.Attempts + 1));
                }

                var lead = State.Newest(graph.Lead)!;
                _decision.Effects.Add(new BeginAttempt(lead, lead.Attempts));
            }
        }
    }

    /// <summary>The job of a graph can begin.</summary>
    public void Running(Execution lead, int attempt)
    {
        if (lead.Attempts != attempt || lead.State is not IRunnable)
        {
            return;
        }

        foreach (var execution in Executions(GraphOf(lead)).Where(static execution => execution.State is Initializing))
        {
            _decision.Emit(new ExecutionRunning("", execution.Key.Node, execution.Key.Number, execution.Attempts));
        }

        _decision.Effects.Add(new RunAttempt(lead));
    }

    /// <summary>The data of a job has ended.</summary>
    public void Completed(Execution lead, int attempt)
    {
        if (lead.Attempts != attempt)
        {
            return;
        }

        var graph = GraphOf(lead);
        if (lead.State is Cancelling)
        {
            Finish(graph);
            return;
        }

        foreach (var execution in Executions(graph).Where(static execution => execution.State is Runs.Running))
        {
            _decision.Emit(new ExecutionCompleted("", execution.Key.Node, execution.Key.Number, ""));
        }

        if (_decision.Graph.Nodes.Select((node, index) => (node, index)).All(entry => entry.node.IsAlwaysOn && State.Newest(entry.index) is { State: Runs.Completed }))
        {
            _decision.Effects.Add(new EndPipeline());
        }
    }

    /// <summary>A job was suspended.</summary>
    public void Stopped(Execution lead, int attempt)
    {
        if (lead.Attempts == attempt)
        {
            Finish(GraphOf(lead));
        }
    }

    /// <summary>A job has failed and is not restarted by its own policy.</summary>
    /// <param name="lead">The execution that carries its attempts.</param>
    /// <param name="attempt">Number of the attempt.</param>
    /// <param name="node">Id of the node that has failed; null where it is not known.</param>
    /// <param name="error">Why, for people.</param>
    /// <param name="details">The exception with its stack; may be empty.</param>
    public void Failed(Execution lead, int attempt, string? node, string error, string details)
    {
        if (lead.Attempts != attempt)
        {
            return;
        }

        var graph = GraphOf(lead);
        var failed = node is not null && _decision.State.NodeIndexes.TryGetValue(node, out var index) && _graphOf[index] == graph ? State.Newest(index)! : lead;
        if (failed.State is not IFailable)
        {
            // It was stopping: its last checkpoint is the end.
            Finish(graph);
            return;
        }

        foreach (var execution in Executions(graph).Where(execution => execution != failed && execution.State is IStoppable))
        {
            _decision.Emit(new ExecutionCancelling("", execution.Key.Node, execution.Key.Number, EndReason.GraphStopped));
        }

        _decision.Emit(new ExecutionFailed("", failed.Key.Node, failed.Key.Number, failed.Attempts, error, details));
        Judge(failed, error);
        Finish(graph);
    }

    /// <summary>The host of the jobs is gone: they begin again, whatever the nodes' retries are.</summary>
    public void HostLosses()
    {
        foreach (var graph in _decision.Graph.Streams)
        {
            Interrupt(graph, "the host was lost while the job ran");
        }
    }

    /// <summary>A job was suspended because its host stops: it begins again with the next owner.</summary>
    public void Interrupted(Execution lead, int attempt)
    {
        if (lead.Attempts == attempt)
        {
            Interrupt(GraphOf(lead), "the host was stopped while the job ran");
        }
    }

    /// <summary>The node and those that share its life, in the order of the graph.</summary>
    private IEnumerable<int> Members(int node) => _graphOf[node]!.Nodes.Where(other => other == node || _decision.Graph.Nodes[other].LifeOf == node);

    private StreamGraph GraphOf(Execution execution) => _graphOf[execution.Node]!;

    private IEnumerable<Execution> Executions(StreamGraph graph) => graph.Nodes.Select(State.Newest).OfType<Execution>();

    private bool IsSkipped(int node) =>
        _decision.State.Index.OfPipeline.Skips[node].Any(entry => _decision.State.Latches.IsComplete(entry) && _decision.IsTrue(entry.Disjunct.Guard, null, node));

    // Null where not every node was started, or the job runs.
    private DateTimeOffset? DueOf(StreamGraph graph)
    {
        var due = DateTimeOffset.MinValue;
        foreach (var node in graph.Nodes)
        {
            if (State.Newest(node)?.State is not Scheduled scheduled)
            {
                return null;
            }

            due = scheduled.NotBefore > due ? scheduled.NotBefore : due;
        }

        return due;
    }

    private void Interrupt(StreamGraph graph, string why)
    {
        foreach (var execution in Executions(graph).Where(static execution => execution.State is Initializing or Runs.Running))
        {
            _decision.Emit(new ExecutionFailed("", execution.Key.Node, execution.Key.Number, execution.Attempts, why, "") { IsInterruption = true });
            _decision.Emit(new ExecutionRetried("", execution.Key.Node, execution.Key.Number, _decision.Now, Counts: false));
        }

        Finish(graph);
    }

    private void Schedule(int node, string cause) => _decision.Emit(new ExecutionScheduled("", _decision.Graph.Nodes[node].Id, State.CountOf(node) + 1, cause));

    private void Suspend(StreamGraph graph)
    {
        foreach (var execution in Executions(graph).Where(static execution => execution.State is IStoppable))
        {
            _decision.Emit(new ExecutionCancelling("", execution.Key.Node, execution.Key.Number, EndReason.GraphStopped));
        }

        _decision.Effects.Add(new StopAttempt(State.Newest(graph.Lead)!));
    }

    // In the order of the graph; what restarts or waits is scheduled after all have stopped.
    private void Finish(StreamGraph graph)
    {
        var ended = Executions(graph).Where(static execution => execution.State is Cancelling).ToList();
        foreach (var execution in ended)
        {
            _decision.Emit(new ExecutionCancelled("", execution.Key.Node, execution.Key.Number, execution.Reason));
        }

        foreach (var execution in ended.Where(static execution => execution.Reason is EndReason.Restarted or EndReason.GraphStopped))
        {
            Schedule(execution.Node, execution.Reason == EndReason.Restarted ? Causes.Restart : Causes.Waiting);
        }
    }

    private void Judge(Execution failed, string error)
    {
        var node = _decision.Graph.Nodes[failed.Node];
        if (node.Retry is { } retry && retry.Disjuncts.Any(disjunct => _decision.IsTrue(disjunct.Guard, null, failed.Node)))
        {
            _decision.Emit(new ExecutionRetried("", node.Id, failed.Key.Number, _decision.Now + Backoffs.Of(node, failed.Attempts), Counts: true));
        }
        else
        {
            _decision.Emit(new ExecutionDead("", node.Id, failed.Key.Number));
            if (!IsTakenUp(failed.Node))
            {
                // The host ends with it, and the next one begins again.
                Schedule(failed.Node, Causes.Waiting);
                IsActive = false;
                _decision.Effects.Add(new EndHost(node.Id, error));
            }
        }
    }

    // Whether a trigger acts on the failure of a node; an alert only tells of it.
    private bool IsTakenUp(int node)
    {
        var failed = _decision.State.Index.Find(node, "failed");
        return failed >= 0 && _decision.Graph.Nodes.SelectMany(static other => new[] { other.Start, other.Stop, other.Restart })
            .Any(trigger => trigger is not null && trigger.Disjuncts.Any(disjunct => disjunct.Latches.Contains(failed)));
    }
}
