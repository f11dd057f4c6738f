namespace Dataflow.Pipelines.State;

/// <summary>Where the state of operators is kept while a job runs, and how it goes to checkpoints: a seam, with one contract suite.</summary>
public interface IStateBackend
{
    /// <summary>Its name in a checkpoint: another backend cannot read what this one has written.</summary>
    string Name { get; }

    /// <summary>Opens the state of a lane. Called once a lane, before anything is restored.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="states">What the operator has declared, empty.</param>
    IStateStore Open(StateScope scope, IReadOnlyList<DeclaredState> states);

    /// <summary>
    /// Restores all lanes of a node at once, from what its lanes at the time of the checkpoint had written: each file is read once, and each entry
    /// given to the lane that owns it now.
    /// </summary>
    /// <param name="restore">From what, and to which lanes.</param>
    /// <param name="cancellationToken">The start is cancelled.</param>
    /// <exception cref="Storage.CheckpointException">A file is missing or damaged, or its entries do not fit what is declared.</exception>
    ValueTask RestoreAsync(StateRestore restore, CancellationToken cancellationToken);
}
