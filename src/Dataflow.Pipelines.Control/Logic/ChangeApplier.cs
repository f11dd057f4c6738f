using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Applies changes to the state: the same when they are decided and when a journal is replayed. Decides nothing.</summary>
internal sealed class ChangeApplier(ControlState state)
{
    private readonly AlertApplier _alerts = new(state);
    private readonly ApprovalApplier _approvals = new(state);
    private readonly StreamApplier _streams = new(state);
    private readonly BackfillApplier _backfills = new(state);
    private readonly List<TriggerEntry> _complete = [];

    public void Apply(Change change)
    {
        state.SinceSnapshot = change is PipelineSnapshot ? 0 : state.SinceSnapshot + (change.RunId is null ? 1 : 0);
        switch (change)
        {
            case ExecutionChange { Run.Length: 0 } ofStream:
                ApplyToStream(ofStream);
                break;
            case RunChange inRun:
                ApplyToRun(inRun);
                break;
            case AlertChange ofAlerts:
                _alerts.Apply(ofAlerts);
                break;
            case InputChange ofInputs:
                StoredInputs.Apply(state.Inputs, ofInputs);
                break;
            case BackfillChange ofBackfill:
                _backfills.Apply(ofBackfill);
                break;
            case PipelineStarted:
                state.IsStarted = true;
                Forget();
                Publish(state.Index.Find("pipeline.started"), change.At, EventPayload.Empty);
                break;
            case PipelineShutDown:
                state.IsStarted = false;
                Publish(state.Index.Find("pipeline.shutdown"), change.At, EventPayload.Empty);
                break;
            case PipelineSnapshot snapshot:
                Snapshots.Restore(state, snapshot);
                break;
            case PipelinePaused:
                state.IsPaused = true;
                break;
            case PipelineResumed:
                state.IsPaused = false;
                break;
            case EventPublished published:
                state.WithoutTrigger += published.HasTrigger ? 0 : 1;
                Publish(state.Index.Find(published.Name), change.At, PayloadOf(published.Payload));
                break;
            case CronFired fired when state.Index.Find(fired.Name) is >= 0 and var cron:
                state.CronPositions[cron] = fired.Instant;
                Publish(cron, fired.Instant, EventPayload.Empty);
                break;
            case CronMissed missed when state.Index.Find(missed.Name) is >= 0 and var cron:
                state.CronPositions[cron] = missed.Until;
                break;
            case HealthChanged health when state.NodeIndexes.TryGetValue(health.Node, out var node):
                state.Health[node] = health.Health;
                Publish(state.Index.Find(node, NodeEvents.StatusChanged), change.At, EventPayload.Empty);
                break;
            case ValueChanged value when IsEntry(state.Index.OfPipeline, value.Node, value.Entry):
                state.SetValue(value.Entry, value.IsTrue);
                break;
        }
    }

    private void ApplyToStream(ExecutionChange change)
    {
        if (_streams.Apply(change) is { } execution)
        {
            if (change is ExecutionScheduled { Cause: not (Causes.Restart or Causes.Waiting) })
            {
                ClearSkips(state.Latches, state.Index.OfPipeline, execution.Node);
            }

            foreach (var word in NodeEvents.OfStream(change, execution))
            {
                Publish(state.Index.Find(execution.Node, word), change.At, EventPayload.Empty);
            }
        }
    }

    private void ApplyToRun(RunChange change)
    {
        if (change is RunOpened opened)
        {
            Open(opened);
            return;
        }

        if (change is RunRetried && state.Ended.Remove(change.Run, out var ended))
        {
            state.Runs.Add(ended.Order, ended);
            state.RunsById.Add(ended.Id, ended);
            CountBackfill(ended, 1);
        }

        if (!state.RunsById.TryGetValue(change.Run, out var run))
        {
            // A skipped run was never opened, but has used its number.
            state.NextOrder += change is RunSkipped ? 1 : 0;
            return;
        }

        state.Touched.Add(run);
        var heldSlot = run.HoldsSlot;
        switch (change)
        {
            case ApprovalChange approval when state.NodeIndexes.TryGetValue(approval.Node, out var node):
                if (run.Find(node, approval.Number) is { } asked)
                {
                    _approvals.Apply(asked, approval);
                }

                break;
            case ExecutionChange execution when state.NodeIndexes.TryGetValue(execution.Node, out var node):
                ApplyToExecution(run, node, execution);
                break;
            case RunJoined joined when state.NodeIndexes.TryGetValue(joined.Node, out var node):
                run.StartNodes.Add(node);
                break;
            case FailureHandled handled when state.NodeIndexes.TryGetValue(handled.Node, out var node):
                run.Failures.Remove(node);
                break;
            case RunBegun:
                run.Status = RunStatus.Running;
                QueueOf(run).Remove(run);
                break;
            case RunCancelRequested:
                QueueOf(run).Remove(run);
                run.Status = RunStatus.Cancelling;
                break;
            case RunRetried retried:
                Retry(run, retried);
                break;
            case RunEnded end:
                run.Status = end.Status;
                state.Runs.Remove(run.Order);
                state.RunsById.Remove(run.Id);
                CountBackfill(run, -1);
                state.Ended[run.Id] = run;
                break;
            case EventSeen seen:
                Publish(run, state.Index.Find(seen.Name));
                break;
            case RunValueChanged value when IsEntry(state.Index.OfRun, value.Node, value.Entry):
                run.SetValue(value.Entry, value.IsTrue);
                break;
        }

        state.ActiveRuns[run.StartNodes[0]] += Difference(heldSlot, run.HoldsSlot);
    }

    private void Open(RunOpened opened)
    {
        var run = new Run(opened.Run, state.Index, opened.LogicalTime, opened.Cause, state.NextOrder++)
        {
            Parameters = opened.Parameters,
            Payload = PayloadOf(opened.Payload),
            Backfill = opened.Backfill,
        };
        foreach (var window in state.BackfillWindows.Values)
        {
            window.Add(opened.LogicalTime);
        }

        run.StartNodes.AddRange(opened.Nodes.Where(state.NodeIndexes.ContainsKey).Select(id => state.NodeIndexes[id]));
        if (run.StartNodes.Count == 0)
        {
            // Its nodes are no longer in the class.
            return;
        }

        if (run.Backfill == 0)
        {
            QueueOf(run).Add(run);
        }

        CountBackfill(run, 1);
        state.Runs.Add(run.Order, run);
        state.RunsById.Add(run.Id, run);
    }

    private void CountBackfill(Run run, int difference)
    {
        if (run.Backfill == 0)
        {
            return;
        }

        var count = state.BackfillRuns.GetValueOrDefault(run.Backfill) + difference;
        if (count > 0)
        {
            state.BackfillRuns[run.Backfill] = count;
        }
        else
        {
            state.BackfillRuns.Remove(run.Backfill);
        }
    }

    private void ApplyToExecution(Run run, int node, ExecutionChange change)
    {
        if (change is ExecutionScheduled)
        {
            ClearSkips(run.Latches, state.Index.OfRun, node);
            run.Add(new Execution(run, node, change.Key, state.NextOrder++));
        }

        if (run.Find(node, change.Number) is not { } execution)
        {
            return;
        }

        var (wasActive, wasWaiting, heldSlot) = (execution.State.IsActive, IsWaiting(execution), HoldsSlot(execution));
        Transitions.Apply(execution, change);
        switch (change)
        {
            case ExecutionCompleted completed:
                Store(run, node, completed);
                break;
            case ExecutionDead:
                run.Failures.Add(node);
                break;
            case ExecutionCancelled { Reason: EndReason.Skipped }:
                run.Failures.Remove(node);
                break;
        }

        var active = Difference(wasActive, execution.State.IsActive);
        run.Active += active;
        state.ActiveOf[node] += active;
        state.UsedSlots[state.PoolOf[node]] += Difference(heldSlot, HoldsSlot(execution));
        run.Waiting += Difference(wasWaiting, IsWaiting(execution));
        foreach (var word in NodeEvents.Of(change, execution))
        {
            Publish(run, state.Index.Find(node, word));
        }
    }

    // Latches of a skip trigger are used up by the start that they decide.
    private static void ClearSkips(LatchSet latches, TriggerLayout layout, int node)
    {
        foreach (var entry in layout.Skips[node])
        {
            if (latches.IsComplete(entry))
            {
                latches.Clear(entry);
            }
        }
    }

    private void Store(Run run, int node, ExecutionCompleted completed)
    {
        var json = Encoding.UTF8.GetBytes(completed.Output.Length == 0 ? "{}" : completed.Output);
        run.Failures.Remove(node);
        run.Outputs.Set(node, json);

        // The replay of a run that has ended must not replace a newer output.
        if (completed.At >= state.OutputTimes[node])
        {
            state.OutputTimes[node] = completed.At;
            state.Outputs.Set(node, json);
        }
    }

    /// <summary>Sets the newest output of a node, of a run that is not replayed.</summary>
    public void Restore(StoredOutput output)
    {
        if (!state.NodeIndexes.TryGetValue(output.Node, out var node))
        {
            return;
        }

        try
        {
            state.Outputs.Set(node, Encoding.UTF8.GetBytes(output.Json.Length == 0 ? "{}" : output.Json));
            state.OutputTimes[node] = output.At;
        }
        catch (FormatException)
        {
            // The record of the node was changed since: it has no output until it completes again.
        }
    }

    private void Retry(Run run, RunRetried retried)
    {
        run.Status = RunStatus.Running;
        foreach (var id in retried.Following.Append(retried.Node))
        {
            if (state.NodeIndexes.TryGetValue(id, out var node))
            {
                run.Forget(node);
            }
        }
    }

    private void Forget()
    {
        for (var i = 0; i < state.Graph.Events.Count; i++)
        {
            state.MarkHappened(i, false);
        }
    }

    // An event of no run.
    private void Publish(int happened, DateTimeOffset instant, EventPayload payload)
    {
        if (happened >= 0)
        {
            state.MarkHappened(happened);
            state.Published.Enqueue(happened);
            Set(null, state.Latches, happened, instant, payload);
        }
    }

    private void Publish(Run run, int happened)
    {
        if (happened < 0)
        {
            return;
        }

        run.MarkHappened(happened);
        Set(run, run.Latches, happened, run.LogicalTime, run.Payload);

        // A resident node or an opening trigger may name it too, outside of runs.
        if (state.Index.OfPipeline.IsNamed[happened] && state.Index.IsOfRun(happened))
        {
            state.MarkHappened(happened);
        }
    }

    private void Set(Run? run, LatchSet latches, int happened, DateTimeOffset instant, EventPayload payload)
    {
        _complete.Clear();
        latches.Set(happened, _complete);
        state.Occurrence++;
        foreach (var entry in _complete)
        {
            state.Complete.Add(new Completion(run, entry, state.Occurrence, instant, payload));
        }
    }

    private static EventPayload PayloadOf(string stored) => stored.Length == 0 ? EventPayload.Empty : EventPayload.Parse(stored);

    private List<Run> QueueOf(Run run) => state.Queues[run.StartNodes[0]];

    private bool HoldsSlot(Execution execution) => execution.State.HoldsSlot && state.Graph.Nodes[execution.Node].Kind != ControlNodeKind.Approval;

    private bool IsWaiting(Execution execution) =>
        state.Graph.Nodes[execution.Node].Kind == ControlNodeKind.Approval && execution.State is Running;

    // After a change of the class an index may name another disjunct.
    private bool IsEntry(TriggerLayout layout, string node, int entry) =>
        entry < layout.Entries.Count && state.Graph.Nodes[layout.Entries[entry].Node].Id == node;

    private static int Difference(bool before, bool after) => (after ? 1 : 0) - (before ? 1 : 0);
}
