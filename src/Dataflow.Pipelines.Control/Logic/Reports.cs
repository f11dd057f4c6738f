using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What attempts report, and what follows from it: completion, another attempt, the end.</summary>
internal sealed class Reports(Decision decision, Dispatcher dispatcher, Stops stops)
{
    private const string HostLost = "the host was lost while the attempt ran";
    private const string HostStopped = "the host was stopped while the attempt ran";
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>The attempt can run.</summary>
    public void Running(Execution execution, int attempt)
    {
        if (execution.Attempts == attempt && execution.State is IRunnable)
        {
            decision.Emit(new ExecutionRunning(execution.Key.Run, execution.Key.Node, execution.Key.Number, attempt));
            decision.Effects.Add(new RunAttempt(execution));
        }
    }

    /// <summary>The attempt has ended with an output: one JSON object, or empty.</summary>
    public void Completed(Execution execution, int attempt, string output)
    {
        var (run, node, number) = execution.Key;
        if (execution.Attempts != attempt)
        {
            return;
        }

        switch (execution.State)
        {
            case Runs.Running:
                decision.Emit(new ExecutionCompleted(run, node, number, output));
                break;
            case Cancelling:
                // The stop came first: its trigger has fired, and nothing may start because of the output.
                Cancelled(execution, attempt);
                break;
        }
    }

    /// <summary>The attempt has failed.</summary>
    /// <param name="execution">Its execution.</param>
    /// <param name="attempt">Its number.</param>
    /// <param name="error">Why, for people.</param>
    /// <param name="details">The exception with its stack; may be empty.</param>
    public void Failed(Execution execution, int attempt, string error, string details)
    {
        if (execution.Attempts != attempt)
        {
            return;
        }

        switch (execution.State)
        {
            case IFailable:
                var (run, node, number) = execution.Key;
                decision.Emit(new ExecutionFailed(run, node, number, attempt, error, details));
                Judge(execution);
                break;
            case Cancelling:
                Cancelled(execution, attempt);
                break;
        }
    }

    /// <summary>The attempt has stopped.</summary>
    public void Cancelled(Execution execution, int attempt)
    {
        if (execution.Attempts == attempt && execution.State is Cancelling)
        {
            stops.Finish(execution);
        }
    }

    /// <summary>The attempt was ended because its host stops: another one follows at the next start, whatever the node's retries are.</summary>
    public void Interrupted(Execution execution, int attempt)
    {
        if (execution.Attempts != attempt)
        {
            return;
        }

        switch (execution.State)
        {
            case Initializing:
                Unprepared(execution);
                break;
            case Runs.Running:
                var (run, node, number) = execution.Key;
                decision.Emit(new ExecutionFailed(run, node, number, attempt, HostStopped, ""));
                Retry(execution, decision.Now, counts: true);
                break;
            case Cancelling:
                Cancelled(execution, attempt);
                break;
        }
    }

    /// <summary>The host that ran these attempts is gone: each that ran has failed, each that was only prepared is prepared again.</summary>
    public void HostLosses()
    {
        foreach (var execution in decision.State.Runs.Values.SelectMany(static run => run.ActiveExecutions()).ToList())
        {
            if (execution.Approval is { Closed: null } open)
            {
                if (decision.Graph.Nodes[execution.Node].Kind == ControlNodeKind.Approval)
                {
                    // It waits for people, not for the host.
                    continue;
                }

                var (run, node, number) = execution.Key;
                decision.Emit(new ApprovalClosed(run, node, number, open.Opened.Approval, ApprovalStatus.Cancelled, "", "the node is no approval any more", ""));
            }

            switch (execution.State)
            {
                case Initializing:
                    Unprepared(execution);
                    break;
                case Runs.Running:
                    Failed(execution, execution.Attempts, HostLost, "");
                    break;
                case Cancelling:
                    Cancelled(execution, execution.Attempts);
                    break;
            }
        }
    }

    // It was prepared only: it does not count.
    private void Unprepared(Execution execution)
    {
        var (run, node, number) = execution.Key;
        decision.Emit(new ExecutionFailed(run, node, number, execution.Attempts, "the host was lost before the attempt ran", "") { IsInterruption = true });
        Retry(execution, decision.Now, counts: false);
    }

    private void Judge(Execution execution)
    {
        var node = decision.Graph.Nodes[execution.Node];
        var (run, id, number) = execution.Key;
        if (execution.Run.Status == RunStatus.Running
            && node.Retry is { } retry && retry.Disjuncts.Any(disjunct => decision.IsTrue(disjunct.Guard, execution.Run, execution.Node)))
        {
            // An approval is asked again by the logic itself, at once: without a pause it would be without end.
            var pause = Backoffs.Of(node, execution.Attempts);
            Retry(execution, decision.Now + (node.Kind == ControlNodeKind.Approval && pause < ShortestPause ? ShortestPause : pause), counts: true);
        }
        else
        {
            decision.Emit(new ExecutionDead(run, id, number));
        }
    }

    private void Retry(Execution execution, DateTimeOffset notBefore, bool counts)
    {
        var (run, node, number) = execution.Key;
        decision.Emit(new ExecutionRetried(run, node, number, notBefore, counts));
        dispatcher.Add(execution);
    }
}
