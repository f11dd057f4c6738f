namespace Dataflow.Pipelines.State;

/// <summary>Stores the state of operators while a job runs, and writes it to checkpoints. One contract suite tests all implementations.</summary>
public interface IStateBackend
{
    /// <summary>Its name in a checkpoint: another backend cannot read what this one has written.</summary>
    string Name { get; }

    /// <summary>Opens the state of a lane. Called once per lane, before anything is restored.</summary>
    /// <param name="scope">Node and lane of the state.</param>
    /// <param name="states">The states that the operator has declared, empty.</param>
    IStateStore Open(StateScope scope, IReadOnlyList<DeclaredState> states);

    /// <summary>
    /// Restores all lanes of a node together, from the snapshots of its lanes at the checkpoint: each file is read once, and each entry
    /// is given to the lane that owns it now.
    /// </summary>
    /// <param name="restore">The snapshots and the lanes.</param>
    /// <param name="cancellationToken">The start is cancelled.</param>
    /// <exception cref="Storage.CheckpointException">A file is missing or damaged, or its entries do not fit what is declared.</exception>
    ValueTask RestoreAsync(StateRestore restore, CancellationToken cancellationToken);
}
