using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Stops executions: because of a trigger, before a restart, with their run.</summary>
internal sealed class Stops(Decision decision, Starts starts)
{
    /// <summary>Stops the active executions of a node. Without one nothing happens.</summary>
    public void Stop(Run run, int node, EndReason reason)
    {
        foreach (var execution in run.ActiveOf(node).ToList())
        {
            Stop(execution, reason);
        }
    }

    /// <summary>Restarts the running execution of a node; one that waits starts with the present bindings anyway.</summary>
    public void Restart(Run run, int node)
    {
        foreach (var execution in run.ActiveOf(node).Where(static execution => execution.State is IStoppable).ToList())
        {
            Stop(execution, EndReason.Restarted);
        }
    }

    /// <summary>Stops all executions of a run.</summary>
    public void Stop(Run run)
    {
        foreach (var execution in run.ActiveExecutions().ToList())
        {
            Stop(execution, EndReason.RunCancelled);
        }
    }

    /// <summary>A stopping execution has stopped: it is cancelled, and followed by another one where it was restarted.</summary>
    public void Finish(Execution execution)
    {
        var (run, node, number) = execution.Key;
        var reason = execution.Reason;
        decision.Emit(new ExecutionCancelled(run, node, number, reason));
        if (reason == EndReason.Restarted)
        {
            starts.Schedule(execution.Run, execution.Node, Causes.Restart);
        }
    }

    private void Stop(Execution execution, EndReason reason)
    {
        var (run, node, number) = execution.Key;
        switch (execution.State)
        {
            case Scheduled:
                decision.Emit(new ExecutionCancelled(run, node, number, reason));
                break;
            case IStoppable:
                if (execution.Approval is { Closed: null } open)
                {
                    decision.Emit(new ApprovalClosed(run, node, number, open.Opened.Approval, ApprovalStatus.Cancelled, "", Describe(reason), ""));
                }

                decision.Emit(new ExecutionCancelling(run, node, number, reason));
                if (decision.Graph.Nodes[execution.Node].Kind == ControlNodeKind.Approval)
                {
                    // No attempt of ours runs: it ends at once.
                    Finish(execution);
                }
                else
                {
                    decision.Effects.Add(new StopAttempt(execution));
                }

                break;
            case Cancelling when execution.Reason == EndReason.Restarted && reason != EndReason.Restarted:
                // It stops already, and is not to start again.
                decision.Emit(new ExecutionCancelling(run, node, number, reason));
                break;
        }
    }

    private static string Describe(EndReason reason) => reason switch
    {
        EndReason.RunCancelled => "its run was cancelled",
        EndReason.Restarted => "a trigger has restarted it",
        _ => "a trigger has stopped it",
    };
}
