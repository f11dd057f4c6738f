using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>The restore of a node's state: from the lanes that it had at the checkpoint to those that it has now.</summary>
public sealed class StateRestore
{
    internal StateRestore(string node, ICheckpointStore checkpoints, TaskScheduler scheduler, IReadOnlyList<StateSnapshot> snapshots, IReadOnlyList<IStateStore> lanes) =>
        (Node, Checkpoints, Scheduler, Snapshots, Lanes) = (node, checkpoints, scheduler, snapshots, lanes);

    /// <summary>Id of the node.</summary>
    public string Node { get; }

    /// <summary>Where checkpoints are stored.</summary>
    public ICheckpointStore Checkpoints { get; }

    /// <summary>The snapshots of the lanes of the checkpoint.</summary>
    public IReadOnlyList<StateSnapshot> Snapshots { get; }

    /// <summary>The current lanes, as <see cref="IStateBackend.Open"/> returned them.</summary>
    public IReadOnlyList<IStateStore> Lanes { get; }

    /// <summary>Where tasks of the restore run.</summary>
    public TaskScheduler Scheduler { get; }

    /// <summary>Reads files of the checkpoint store, several at a time and each once, and gives every entry to the lane that owns it; lanes restore their entries in parallel.</summary>
    /// <exception cref="CheckpointException">A file is missing or damaged, or its entries do not fit what is declared.</exception>
    public ValueTask ReadAsync(IReadOnlyList<CheckpointFile> files, CancellationToken cancellationToken) =>
        ReadAsync([.. files.Select(file => new[] { StateInput.Of(file, Checkpoints) })], areStored: true, cancellationToken);

    /// <summary>Reads chains of inputs, several at a time and each once; those of a chain in order, because a later one changes entries of an earlier one.</summary>
    /// <param name="chains">Each of one lane of the checkpoint.</param>
    /// <param name="areStored">
    /// Whether the next snapshots build on these inputs, so that <see cref="DeclaredState.WriteChanges"/> need not write their entries again.
    /// </param>
    /// <param name="cancellationToken">The start is cancelled.</param>
    /// <exception cref="CheckpointException">An input is missing or damaged, or its entries do not fit what is declared.</exception>
    public async ValueTask ReadAsync(IReadOnlyList<IReadOnlyList<StateInput>> chains, bool areStored, CancellationToken cancellationToken) =>
        await new StateDistributor(Node, Lanes, Scheduler).RunAsync(chains, areStored, cancellationToken);
}
