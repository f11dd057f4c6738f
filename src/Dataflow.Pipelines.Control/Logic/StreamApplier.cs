using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The part of <see cref="ChangeApplier"/> for the executions of stream nodes.</summary>
internal sealed class StreamApplier(ControlState state)
{
    /// <summary>Applies a change.</summary>
    /// <returns>The execution that was changed; null where the class no longer has its node.</returns>
    public Execution? Apply(ExecutionChange change)
    {
        if (!state.NodeIndexes.TryGetValue(change.Node, out var node) || !state.Graph.Nodes[node].IsResident)
        {
            return null;
        }

        if (change is ExecutionScheduled scheduled)
        {
            state.Streams.Add(new Execution(state.Streams, node, change.Key, state.NextOrder++) { Cause = scheduled.Cause });
        }

        if (state.Streams.Find(node, change.Number) is not { } execution)
        {
            return null;
        }

        Transitions.Apply(execution, change);
        return execution;
    }

    /// <summary>The executions as a snapshot keeps them; null for none.</summary>
    public static IReadOnlyList<StreamSnapshot>? Take(ControlState state)
    {
        var found = state.Graph.Streams.SelectMany(static graph => graph.Nodes).Select(state.Streams.Newest).OfType<Execution>().Select(static execution => new StreamSnapshot(
            execution.Key.Node, execution.Key.Number, execution.Cause, execution.State.Status, execution.Attempts, execution.Begun, (execution.State as Scheduled)?.NotBefore, execution.Reason, execution.Error)).ToList();
        return found.Count == 0 ? null : found;
    }

    /// <summary>Restores them.</summary>
    public static void Restore(ControlState state, IEnumerable<StreamSnapshot> snapshots)
    {
        foreach (var snapshot in snapshots)
        {
            if (state.NodeIndexes.TryGetValue(snapshot.Node, out var node) && state.Graph.Nodes[node].IsResident)
            {
                var execution = new Execution(state.Streams, node, new ExecutionKey("", snapshot.Node, snapshot.Number), state.NextOrder++) { Cause = snapshot.Cause };
                execution.Restore(StateOf(snapshot), snapshot.Attempts, snapshot.Begun, snapshot.Reason, snapshot.Error);
                state.Streams.Add(execution);
            }
        }
    }

    private static ExecutionState StateOf(StreamSnapshot snapshot) =>
        snapshot.Status switch
        {
            ExecutionStatus.Scheduled => new Scheduled(snapshot.NotBefore ?? DateTimeOffset.MinValue),
            ExecutionStatus.Initializing => Initializing.Instance,
            ExecutionStatus.Running => Running.Instance,
            ExecutionStatus.Completed => Completed.Instance,
            ExecutionStatus.Failed => Failed.Instance,
            ExecutionStatus.Cancelling => Cancelling.Instance,
            ExecutionStatus.Cancelled => Cancelled.Instance,
            ExecutionStatus.Dead => Dead.Instance,
            _ => Registered.Instance,
        };
}
