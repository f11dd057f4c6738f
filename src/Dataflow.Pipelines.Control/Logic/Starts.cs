using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Starts nodes in runs, by their mode (7-triggers, rule 5).</summary>
internal sealed class Starts(Decision decision, Dispatcher dispatcher)
{
    /// <summary>A start trigger has fired in a run.</summary>
    public void Start(Run run, int node, string cause)
    {
        if (run.Status != RunStatus.Running)
        {
            return;
        }

        var declared = decision.Graph.Nodes[node];
        var newest = run.Newest(node);
        if (declared.Mode != StartMode.Repeat && newest is not null)
        {
            decision.Emit(new ExecutionCoalesced(run.Id, declared.Id, newest.Key.Number, cause));
        }
        else if (declared.Mode == StartMode.Once && run.Backfill == 0 && decision.State.ActiveOf[node] > 0)
        {
            // The active execution of the other run stands for this one too.
            decision.Emit(new ExecutionCoalesced(run.Id, declared.Id, 0, cause));
        }
        else
        {
            Schedule(run, node, cause);
        }
    }

    /// <summary>Schedules an execution, or skips it where its skip trigger is true.</summary>
    public void Schedule(Run run, int node, string cause)
    {
        var (id, number) = (decision.Graph.Nodes[node].Id, run.CountOf(node) + 1);
        var isSkipped = IsSkipped(run, node);
        decision.Emit(new ExecutionScheduled(run.Id, id, number, cause));
        if (isSkipped)
        {
            decision.Emit(new ExecutionCancelled(run.Id, id, number, EndReason.Skipped));
            return;
        }

        dispatcher.Add(run.Find(node, number)!);
    }

    // The latches that were used are cleared when the execution is scheduled.
    private bool IsSkipped(Run run, int node) =>
        decision.State.Index.OfRun.Skips[node].Any(entry => run.Latches.IsComplete(entry) && decision.IsTrue(entry.Disjunct.Guard, run, node));
}
