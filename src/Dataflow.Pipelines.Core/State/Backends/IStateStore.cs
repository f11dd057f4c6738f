namespace Dataflow.Pipelines.State;

/// <summary>
/// The state of one lane: its snapshots, and its entries that are not in memory. Called by the lane, or before it starts. The lane loads
/// entries before it uses them: an entry is in memory or in the store, never in both.
/// </summary>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>Node and lane of the state.</summary>
    StateScope Scope { get; }

    /// <summary>The states that the operator has declared.</summary>
    IReadOnlyList<DeclaredState> States { get; }

    /// <summary>
    /// Takes a snapshot of all states. Changes after the call has returned are not in it; slow work is done in the task. One snapshot is in progress
    /// at a time.
    /// </summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="cancellationToken">The job has ended.</param>
    Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken);

    /// <summary>
    /// A checkpoint is durable, and no start uses one before <paramref name="oldest"/> any more: data that only those need may be deleted. Called in parallel with the
    /// lane, after each checkpoint and before the next one begins.
    /// </summary>
    ValueTask RetainAsync(long oldest, CancellationToken cancellationToken);

    /// <summary>Whether the store has entries of a state that are not in memory. Called at least once per batch: it must be cheap.</summary>
    bool HasCold(DeclaredState state);

    /// <summary>Approximate number of entries of a state and namespace that are not in memory.</summary>
    long CountCold(DeclaredState state, long ns);

    /// <summary>The size of a state. Called about once a second.</summary>
    StateSize SizeOf(DeclaredState state);

    /// <summary>Loads the entries of keys, where the store has them.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keys">The keys, some perhaps several times.</param>
    /// <param name="namespaces">The namespace of each; empty: 0.</param>
    /// <param name="cancellationToken">The job has ended.</param>
    ValueTask LoadAsync(DeclaredState state, ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> namespaces, CancellationToken cancellationToken);

    /// <summary>Loads the entries of a namespace whose keys are in a range.</summary>
    ValueTask LoadAsync(DeclaredState state, long ns, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Evicts entries above the memory limit; called while the lane holds no reference to an entry.</summary>
    ValueTask TrimAsync(CancellationToken cancellationToken);
}
