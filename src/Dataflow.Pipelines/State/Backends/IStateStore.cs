namespace Dataflow.Pipelines.State;

/// <summary>The state of one lane and its way to checkpoints. Called by the lane, or before it starts.</summary>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>Whose it is.</summary>
    StateScope Scope { get; }

    /// <summary>What the operator has declared.</summary>
    IReadOnlyList<DeclaredState> States { get; }

    /// <summary>
    /// Takes all states as they are. What changes after the call has returned is not in it; what takes long goes into the task. One snapshot is under
    /// way at a time.
    /// </summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="cancellationToken">The job has ended.</param>
    Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken);
}
