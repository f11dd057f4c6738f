using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The events that a change of an execution publishes: its state's event and <c>statusChanged</c>.</summary>
internal static class NodeEvents
{
    private const string StatusChanged = "statusChanged";

    public static IEnumerable<string> Of(ExecutionChange change, Execution execution) =>
        change switch
        {
            ExecutionCoalesced => [],
            ExecutionRunning when execution.Attempts == 1 => ["started", "running", StatusChanged],
            ExecutionRunning => ["running", StatusChanged],
            ExecutionCompleted => ["completed", StatusChanged],
            ExecutionDead => ["failed", StatusChanged],
            ExecutionCancelled { Reason: EndReason.Stopped } => ["stopped", StatusChanged],
            ExecutionCancelled { Reason: EndReason.Skipped } => ["skipped", StatusChanged],
            // What follows publishes 'restarted'; a cancelled run publishes nothing more.
            ExecutionCancelled => [],
            ExecutionScheduled { Cause: Causes.Restart } => ["restarted", StatusChanged],
            _ => [StatusChanged],
        };
}
