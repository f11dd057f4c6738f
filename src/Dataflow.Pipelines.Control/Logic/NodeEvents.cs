using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The events that a change of an execution publishes: its state's event and <c>statusChanged</c>.</summary>
internal static class NodeEvents
{
    /// <summary>Published for each change of status or health.</summary>
    public const string StatusChanged = "statusChanged";

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

    /// <summary>
    /// The events of a stream node: <c>started</c> when it is started, so that those after it can follow, <c>running</c> when records flow. A restart publishes <c>restarted</c>, and a wait
    /// for another node of the graph nothing but <c>statusChanged</c> (7-triggers, rule 8).
    /// </summary>
    public static IEnumerable<string> OfStream(ExecutionChange change, Execution execution) =>
        change switch
        {
            ExecutionCoalesced => [],
            ExecutionScheduled { Cause: Causes.Restart } => ["restarted", StatusChanged],
            ExecutionScheduled { Cause: Causes.Waiting } => [StatusChanged],
            ExecutionScheduled { Cause: Causes.Skip } => [],
            ExecutionScheduled => ["started", StatusChanged],
            ExecutionRunning when execution is { Begun: 1, Cause: not (Causes.Restart or Causes.Waiting) } => ["running", StatusChanged],
            ExecutionCompleted => ["completed", StatusChanged],
            ExecutionDead => ["failed", StatusChanged],
            ExecutionCancelled { Reason: EndReason.Stopped } => ["stopped", StatusChanged],
            ExecutionCancelled { Reason: EndReason.Skipped } => ["skipped", StatusChanged],
            ExecutionCancelled => [],
            _ => [StatusChanged],
        };
}
