using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Approvals;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What people ask for. Each command says who asks and why; what cannot be done is a <see cref="CommandException"/>, and then nothing has changed.</summary>
internal sealed class Commands(Decision decision, Openings openings, Starts starts, Stops stops, Approvals approvals, Streams streams, RunLookup lookup)
{
    /// <summary>What is asked of alerts.</summary>
    public AlertCommands Alerts { get; } = new(decision);

    /// <summary>What is decided about approvals.</summary>
    public ApprovalCommands Approvals { get; } = new(decision, approvals, lookup);

    /// <summary>What is asked of stream nodes.</summary>
    public StreamCommands Streams { get; } = new(decision, streams);

    /// <summary>What is changed of the stored inputs.</summary>
    public InputCommands Inputs { get; } = new(decision);

    /// <summary>What is asked of backfills.</summary>
    public BackfillCommands Backfills { get; } = new(decision);

    /// <summary>Opens a run by hand.</summary>
    /// <param name="who">The person.</param>
    /// <param name="logicalTime">The instant that it stands for; null: now.</param>
    /// <param name="nodes">Ids of the nodes that it starts with; empty: those that open runs.</param>
    /// <param name="parameters">Values of inputs that differ from the stored ones.</param>
    /// <returns>The run's id.</returns>
    public string StartRun(string who, DateTimeOffset? logicalTime, IReadOnlyList<string> nodes, IReadOnlyDictionary<string, string> parameters)
    {
        var indexes = nodes.Count > 0 ? [.. nodes.Select(lookup.FindRunNode)] : StartNodes();
        var instant = logicalTime ?? decision.Now;
        var id = openings.NewId(instant);
        openings.Open(id, instant, new RunCause(RunCauseKind.Manual, who), indexes, parameters, "");
        return id;
    }

    /// <summary>Cancels a run: what is active is stopped, what waits does not start.</summary>
    public void CancelRun(string run, string who, string why)
    {
        var found = lookup.FindRun(run);
        if (found.Status == RunStatus.Cancelling)
        {
            throw new CommandException($"Run '{run}' is being cancelled already.");
        }

        decision.Emit(new RunCancelRequested(run, who, why));
        stops.Stop(found);
    }

    /// <summary>Starts a failed node again, and after it whatever its events start.</summary>
    public void RetryNode(string run, string node, string who, string why)
    {
        var (found, index) = (lookup.FindRun(run, mayHaveEnded: true), lookup.FindRunNode(node));
        if (found.Status is RunStatus.Queued or RunStatus.Cancelling)
        {
            throw new CommandException($"'{node}' of run '{run}' cannot be retried: the run is {(found.Status == RunStatus.Queued ? "waiting to begin" : "being cancelled")}.");
        }

        var following = Following(index);
        if (following.Append(index).FirstOrDefault(i => found.ActiveOf(i).Any(), -1) is >= 0 and var active)
        {
            throw new CommandException($"'{node}' of run '{run}' cannot be retried: '{decision.Graph.Nodes[active].Id}' is active. Wait for it, or cancel the run.");
        }

        decision.Emit(new RunRetried(run, node, [.. following.Select(i => decision.Graph.Nodes[i].Id)], who, why));
        starts.Schedule(found, index, "retry by " + who);
    }

    /// <summary>Marks a node whose execution has failed for good as completed.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="node">Id of the node.</param>
    /// <param name="output">Its output, one JSON object; empty without one.</param>
    /// <param name="who">The person.</param>
    /// <param name="why">The reason.</param>
    public void MarkCompleted(string run, string node, string output, string who, string why)
    {
        var (found, index) = (lookup.FindRun(run), lookup.FindRunNode(node));
        if (found.Newest(index) is not { State: Dead } execution)
        {
            throw new CommandException($"'{node}' of run '{run}' cannot be marked as completed: it is {RunLookup.Describe(found, index)}; only a failed one can.");
        }

        CheckOutput(index, node, output);
        decision.Emit(new ExecutionCompleted(run, node, execution.Key.Number, output, who, why));
    }

    /// <summary>Skips a node that has failed, or that waits to start.</summary>
    public void Skip(string run, string node, string who, string why)
    {
        var (found, index) = (lookup.FindRun(run), lookup.FindRunNode(node));
        switch (found.Newest(index))
        {
            case { State: Scheduled } waiting:
                decision.Emit(new ExecutionCancelled(run, node, waiting.Key.Number, EndReason.Skipped, who, why));
                break;
            case null or { State: Dead }:
                var number = found.CountOf(index) + 1;
                decision.Emit(new ExecutionScheduled(run, node, number, "skip by " + who));
                decision.Emit(new ExecutionCancelled(run, node, number, EndReason.Skipped, who, why));
                break;
            default:
                throw new CommandException($"'{node}' of run '{run}' cannot be skipped: it is {RunLookup.Describe(found, index)}; only one that has failed, or has not begun, can.");
        }
    }

    /// <summary>From now on no execution starts; what runs goes on.</summary>
    public void Pause(string who, string why)
    {
        if (decision.State.IsPaused)
        {
            throw new CommandException($"Pipeline '{decision.Graph.Pipeline}' is paused already.");
        }

        decision.Emit(new PipelinePaused(who, why));
    }

    /// <summary>Executions start again.</summary>
    public void Resume(string who, string why)
    {
        if (!decision.State.IsPaused)
        {
            throw new CommandException($"Pipeline '{decision.Graph.Pipeline}' is not paused.");
        }

        decision.Emit(new PipelineResumed(who, why));
    }

    /// <summary>What ended before an instant is deleted; what is open is kept.</summary>
    public void Prune(DateTimeOffset before, string who, string why)
    {
        if (before > decision.Now)
        {
            throw new CommandException("What ended before a later time than now cannot be deleted: name an earlier one.");
        }

        decision.Emit(new PruneRequested(before, who, why));
        decision.Effects.Add(new PruneRuns(before));
    }

    // The change must not be decided where the output cannot be stored.
    private void CheckOutput(int index, string node, string output)
    {
        try
        {
            var json = Encoding.UTF8.GetBytes(output.Length == 0 ? "{}" : output);
            decision.Graph.CreateOutputs().Set(index, json);
            if (decision.Graph.Nodes[index].Kind == ControlNodeKind.Approval && ApprovalJson.Read(json) is { Result: ApprovalResult.Approved, Form: { } form }
                && decision.Graph.Nodes[index].Approval?.Form?.Check(Encoding.UTF8.GetBytes(form)) is { } problem)
            {
                throw new FormatException($"The form is wrong: {problem}.");
            }
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            throw new CommandException($"'{node}' cannot be marked as completed with this output. {fault.Message}");
        }
    }

    // Those that a schedule starts; without one, all that open runs.
    private List<int> StartNodes()
    {
        var openers = decision.State.Index.OfPipeline.Entries.Where(decision.State.Index.Opens).ToList();
        var crons = openers.Where(entry => entry.Disjunct.Latches.Any(latch => decision.Graph.Events[latch].Kind == EventKind.Cron)).ToList();
        var nodes = (crons.Count > 0 ? crons : openers).Select(static entry => entry.Node).Distinct().ToList();
        return nodes.Count > 0 ? nodes : throw new CommandException($"No node of pipeline '{decision.Graph.Pipeline}' starts a run by its trigger: name the nodes to start with.");
    }

    // The nodes that the events of a node start, directly or not.
    private List<int> Following(int node)
    {
        var (found, open) = (new SortedSet<int>(), new Stack<int>([node]));
        while (open.TryPop(out var from))
        {
            foreach (var entry in decision.State.Index.OfRun.Entries)
            {
                if (entry.Action == Triggers.TriggerAction.Start && entry.Node != node && entry.Disjunct.Latches.Any(latch => decision.Graph.Events[latch].Node == from) && found.Add(entry.Node))
                {
                    open.Push(entry.Node);
                }
            }
        }

        return [.. found.Where(i => !decision.Graph.Nodes[i].IsResident)];
    }
}
