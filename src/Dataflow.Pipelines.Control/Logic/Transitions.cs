using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The transition of an execution that a change stands for.</summary>
internal static class Transitions
{
    public static void Apply(Execution execution, ExecutionChange change)
    {
        switch (change)
        {
            case ExecutionScheduled:
                execution.Schedule(DateTimeOffset.MinValue);
                break;
            case ExecutionInitializing initializing:
                execution.Initialize(initializing.Attempt);
                break;
            case ExecutionRunning:
                execution.Begin(change.At);
                break;
            case ExecutionCompleted:
                execution.Complete();
                break;
            case ExecutionFailed failed:
                execution.Fail(failed.Error);
                break;
            case ExecutionRetried retried:
                execution.Retry(retried.NotBefore, retried.Counts);
                break;
            case ExecutionDead:
                execution.Abandon();
                break;
            case ExecutionCancelling cancelling:
                execution.Stop(cancelling.Reason);
                break;
            case ExecutionCancelled cancelled:
                execution.Cancel(cancelled.Reason);
                break;
        }
    }
}
