namespace Dataflow.Pipelines.State;

/// <summary>
/// The state of one lane and its way to checkpoints, and what of it is not in memory. Called by the lane, or before it starts. What the lane is
/// about to touch it loads first: an entry is in memory or with the store, never in both.
/// </summary>
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

    /// <summary>
    /// A checkpoint is durable, and no start goes on from one before <paramref name="oldest"/> any more: what only those need may go. Called beside the
    /// lane, behind each checkpoint and before the next one begins.
    /// </summary>
    ValueTask RetainAsync(long oldest, CancellationToken cancellationToken);

    /// <summary>Whether the store has entries of a state that are not in memory. Asked once a batch and more often: it must be cheap.</summary>
    bool HasCold(DeclaredState state);

    /// <summary>How many entries of a state and namespace are not in memory, about.</summary>
    long CountCold(DeclaredState state, long ns);

    /// <summary>How much there is of a state. Asked about once a second.</summary>
    StateSize SizeOf(DeclaredState state);

    /// <summary>Brings the entries of keys into memory, where it has them.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keys">The keys, some perhaps several times.</param>
    /// <param name="namespaces">The namespace of each; empty: 0.</param>
    /// <param name="cancellationToken">The job has ended.</param>
    ValueTask LoadAsync(DeclaredState state, ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> namespaces, CancellationToken cancellationToken);

    /// <summary>Brings the entries of a namespace into memory whose keys are in a range.</summary>
    ValueTask LoadAsync(DeclaredState state, long ns, KeyRange range, CancellationToken cancellationToken);

    /// <summary>The lane holds no reference to an entry: those that are too many for memory may be evicted.</summary>
    ValueTask TrimAsync(CancellationToken cancellationToken);
}
