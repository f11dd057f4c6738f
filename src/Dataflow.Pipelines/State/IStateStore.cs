namespace Dataflow.Pipelines.State;

/// <summary>One state of a lane and its way to checkpoints and back. Called by the lane alone.</summary>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>Whose it is.</summary>
    StateScope Scope { get; }

    /// <summary>Takes over the keys that this lane owns of what all lanes had written. Called once, before anything else.</summary>
    /// <param name="snapshots">Of all lanes that the node had then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Checkpoints.CheckpointException">A file is damaged, or its fields do not fit today's.</exception>
    ValueTask RestoreAsync(IReadOnlyList<StateSnapshot> snapshots, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the state as it stands. What changes after the call has returned is not in it; what takes long goes into the task. One
    /// snapshot is under way at a time.
    /// </summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="cancellationToken">The job has ended.</param>
    Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken);

    /// <summary>Makes the states of these keys ready to be handed out: once a batch, before its records.</summary>
    ValueTask LoadAsync(ReadOnlyMemory<UInt128> keys);

    /// <summary>Moves the clocks; see <see cref="KeyedState{T}.Advance"/>.</summary>
    void Advance(long watermark, long processing);
}
