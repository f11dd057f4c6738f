using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Evaluates the guards of complete disjuncts and does what their triggers say. One event fires a trigger of a node at most once (7-triggers, rule 4).</summary>
internal sealed class Firings(Decision decision, Openings openings, Starts starts, Stops stops, Streams streams, AlertDecisions alerts)
{
    /// <summary>Firings of a node's triggers in a run that may follow from one input. Only triggers that start each other without work in between need more.</summary>
    private const int LongestCascade = 100;

    private readonly HashSet<(Run? Run, int Node, TriggerAction Action, int Alert)> _fired = [];
    private readonly Dictionary<(Run Run, int Node), int> _cascade = [];
    private long _occurrence;

    /// <summary>A new input is decided.</summary>
    public void Begin() => _cascade.Clear();

    /// <summary>Fires what is complete, and what becomes complete by that.</summary>
    public void Run()
    {
        var complete = decision.State.Complete;
        for (var i = 0; i < complete.Count; i++)
        {
            var completion = complete[i];
            var (run, entry, occurrence, _, payload) = completion;
            if (occurrence != _occurrence)
            {
                _fired.Clear();
                _occurrence = occurrence;
            }

            if (!_fired.Contains((run, entry.Node, entry.Action, entry.Alert)) && (entry.IsSampled || decision.IsTrue(entry.Disjunct.Guard, run, entry.Node, payload)))
            {
                _fired.Add((run, entry.Node, entry.Action, entry.Alert));
                if (entry.Action == TriggerAction.Alert)
                {
                    alerts.Fire(run, entry, payload);
                }
                else if (run is null || !IsEndless(run, entry.Node))
                {
                    Fire(run, entry, completion);
                }
            }
        }

        complete.Clear();
    }

    private void Fire(Run? run, TriggerEntry entry, in Completion completion)
    {
        if (decision.Graph.Nodes[entry.Node].IsResident)
        {
            if (run is not null && entry.Action != TriggerAction.Stop)
            {
                HandleFailures(run, entry);
            }

            streams.Fire(entry.Node, entry.Action, CauseOf(entry).ToString());
            return;
        }

        switch (entry.Action)
        {
            case TriggerAction.Start when run is not null:
                HandleFailures(run, entry);
                starts.Start(run, entry.Node, CauseOf(entry).ToString());
                break;
            case TriggerAction.Start:
                openings.Open(entry.Node, CauseOf(entry), completion);
                break;
            case TriggerAction.Stop when run is not null:
                stops.Stop(run, entry.Node, EndReason.Stopped);
                break;
            case TriggerAction.Restart when run is not null:
                HandleFailures(run, entry);
                stops.Restart(run, entry.Node);
                break;
        }
    }

    private bool IsEndless(Run run, int node)
    {
        var count = _cascade.GetValueOrDefault((run, node)) + 1;
        _cascade[(run, node)] = count;
        if (count > LongestCascade && run.Status == RunStatus.Running)
        {
            decision.Emit(new RunCancelRequested(run.Id, "engine", $"The triggers of '{decision.Graph.Nodes[node].Id}' fire each other without end: a node that repeats is started by what its own start causes."));
            stops.Stop(run);
        }

        return count > LongestCascade;
    }

    // A failure that starts or restarts something is not the run's failure.
    private void HandleFailures(Run run, TriggerEntry entry)
    {
        foreach (var latch in entry.Disjunct.Latches)
        {
            if (decision.Graph.Events[latch] is { Word: "failed" } failed && run.Failures.Contains(failed.Node))
            {
                decision.Emit(new FailureHandled(run.Id, decision.Graph.Nodes[failed.Node].Id));
            }
        }
    }

    private RunCause CauseOf(TriggerEntry entry)
    {
        var events = decision.Graph.Events;
        return entry.IsSampled ? new RunCause(RunCauseKind.Value, decision.Graph.Nodes[entry.Node].Id)
            : entry.Disjunct.Latches.FirstOrDefault(latch => events[latch].Kind == EventKind.Cron, -1) is >= 0 and var cron ? new RunCause(RunCauseKind.Cron, events[cron].Name)
            : new RunCause(RunCauseKind.Event, string.Join(" && ", entry.Disjunct.Latches.Select(latch => events[latch].Name)));
    }
}
