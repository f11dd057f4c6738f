using System.Globalization;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>Restores the state of a node in all its lanes, and rejects state of the checkpoint that the node no longer has.</summary>
/// <param name="node">Id of the node.</param>
/// <param name="store">Where checkpoints are stored.</param>
/// <param name="backend">Where state is stored.</param>
/// <param name="scheduler">Where tasks of the restore run.</param>
internal sealed class StateRestorer(string node, ICheckpointStore store, IStateBackend backend, TaskScheduler scheduler)
{
    /// <summary>Restores.</summary>
    /// <param name="snapshot">The state of the lanes of the checkpoint.</param>
    /// <param name="lanes">The current lanes, opened and empty.</param>
    /// <param name="cancellationToken">The start is cancelled.</param>
    /// <exception cref="CheckpointException">The checkpoint does not fit the node, or is damaged.</exception>
    public async ValueTask RestoreAsync(VertexSnapshot snapshot, IReadOnlyList<LaneState> lanes, CancellationToken cancellationToken)
    {
        Check(snapshot, lanes[0]);
        foreach (var value in lanes.SelectMany(static l => l.Values))
        {
            value.Restore([.. snapshot.Lanes.Where(l => l.Values.ContainsKey(value.Name)).Select(l => l.Values[value.Name])]);
        }

        foreach (var state in lanes.SelectMany(static l => l.States))
        {
            state.BeginRestore();
        }

        StateSnapshot[] states = [.. snapshot.Lanes.Where(l => l.Backend == backend.Name).Select(static l => l.State).OfType<StateSnapshot>()];
        if (states.Length == 0 || lanes[0].States.Count == 0)
        {
            return;
        }

        await backend.RestoreAsync(new StateRestore(node, store, scheduler, states, [.. lanes.Select(static l => l.Store)]), cancellationToken);
        foreach (var state in lanes.SelectMany(static l => l.States))
        {
            state.FinishRestore();
        }
    }

    private void Check(VertexSnapshot snapshot, LaneState known)
    {
        foreach (var lane in snapshot.Lanes)
        {
            if (lane.State?.Tables.FirstOrDefault(t => t.Entries > 0 && !known.States.Any(s => s.Name == t.Name)) is { } gone)
            {
                throw Gone(string.Create(CultureInfo.InvariantCulture, $"'{gone.Name}' ({gone.Entries} entries in one lane)"), known);
            }

            if (lane.Values.Keys.FirstOrDefault(name => !known.Values.Any(v => v.Name == name)) is { } value)
            {
                throw Gone($"'{value}'", known);
            }

            if (lane.State is { Tables.Count: > 0 } && lane.Backend != backend.Name)
            {
                throw new CheckpointException(
                    $"The state of node '{node}' in the checkpoint was written by the state backend '{lane.Backend}', and the job runs with '{backend.Name}', which cannot read it. Start with the former backend.");
            }
        }
    }

    private CheckpointException Gone(string what, LaneState known)
    {
        var kept = string.Join(", ", known.States.Select(static s => $"'{s.Name}'").Concat(known.Values.Select(static v => $"'{v.Name}'")));
        return new CheckpointException(
            $"The checkpoint in {store.Location} holds the state {what} of node '{node}', which now has {(kept.Length == 0 ? "none" : kept)}. " +
            "Use the former definition of the node, or give it another id with [Node].");
    }
}
