using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>
/// One of the states that an operator has declared in a lane, as the backend uses it: entries with a key and a namespace, or without. The
/// engine implements it; a backend calls it, in the lane or before the lane starts.
/// </summary>
public abstract class DeclaredState
{
    private protected DeclaredState(string name, string layout = "") => (Name, Layout) = (name, layout);

    /// <summary>Name among the states of the node.</summary>
    public string Name { get; }

    /// <summary>The form of its values where no <see cref="Fields"/> specify it, as in <c>tumbling 5m</c>: entries of another layout cannot be read.</summary>
    public string Layout { get; }

    /// <summary>The fields of its values: entries with other fields are read field by field.</summary>
    public virtual IReadOnlyList<StateField> Fields => [];

    /// <summary>Entries in memory; some of them may be gone or have expired.</summary>
    public abstract long Entries { get; }

    /// <summary>
    /// Called when a namespace is removed: the backend's entries of it are invalid. A backend that stores changes writes the removal immediately, because entries
    /// of the same namespace may follow it (<see cref="StateWriter.Write(DeclaredState, NamespaceRemoval)"/>).
    /// </summary>
    public Action<NamespaceRemoval>? OnRemoved { get; set; }

    /// <summary>Bytes of the tables in memory, without the objects that values refer to.</summary>
    public abstract long Bytes { get; }

    /// <summary>
    /// Whether entries are never changed, and expire by their time: then a checkpoint writes the new ones, and continues to list the
    /// earlier ones until they have expired.
    /// </summary>
    public virtual bool IsAppendOnly => false;

    /// <summary>Whether it can track changes since the last snapshot; of other states a snapshot contains all entries.</summary>
    public virtual bool HasChanges => false;

    /// <summary>Whether entries can be evicted from memory and loaded again.</summary>
    public virtual bool CanEvict => false;

    /// <summary>Whether its entries have namespaces: then they are requested by key and namespace.</summary>
    public virtual bool HasNamespaces => false;

    /// <summary>Whether a time precedes each value.</summary>
    internal virtual bool HasTimes => false;

    /// <summary>Which lanes get an entry without a key at a restore.</summary>
    internal virtual Redistribution Redistribution => Redistribution.ByKey;

    /// <summary>Index among the states of the lane.</summary>
    internal int Index { get; set; }

    /// <summary>The first key group of the lane.</summary>
    internal int FirstGroup { get; set; }

    /// <summary>The last key group of the lane.</summary>
    internal int LastGroup { get; set; } = KeyGroups.Count - 1;

    /// <summary>Its description in a file.</summary>
    internal StateTableHead Head => new(Name, Layout, HasTimes, Fields);

    /// <summary>Writes all entries; called by the lane between two messages.</summary>
    public abstract void WriteAll(StateWriter writer);

    /// <summary>Tracks changes from now on; called by a backend that requires them when it opens the state, which is then empty.</summary>
    public virtual void TrackChanges()
    {
    }

    /// <summary>
    /// Writes the changes since the last call, including removed entries but not removed namespaces (see <see cref="OnRemoved"/>); only where
    /// <see cref="HasChanges"/> and the backend has called <see cref="TrackChanges"/>. Called by the lane between two messages.
    /// </summary>
    public virtual void WriteChanges(StateWriter writer) => throw new NotSupportedException($"The state '{Name}' does not track changes.");

    /// <summary>Evicts entries that were not used recently until so much memory is freed; then those that were. Called by the lane between two messages.</summary>
    /// <param name="bytes">Bytes to free.</param>
    /// <param name="evictions">Receives the entries.</param>
    /// <returns>Bytes of the tables that were freed.</returns>
    public virtual long Evict(long bytes, IStateEvictions evictions) => 0;

    /// <summary>Loads an evicted entry: the backend no longer has it.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Positioned at the value, and ends where it ends. Its stream has a length.</param>
    public virtual void Load(long ns, UInt128 key, BinaryReader value) => throw new NotSupportedException($"Entries of the state '{Name}' cannot be evicted.");

    /// <summary>Adds a namespace that has entries in the backend and none in memory; called at a restore.</summary>
    public virtual void AddNamespace(long ns)
    {
    }

    /// <summary>Whether an evicted value has expired since: the backend may delete it.</summary>
    public virtual bool IsExpired(ReadOnlySpan<byte> value) => false;

    /// <summary>Sets the order in which its tables store keys; called when it is declared, empty.</summary>
    internal virtual void SetOrder(KeyOrder order)
    {
    }

    /// <summary>The operator values of the lane are restored, the entries follow.</summary>
    internal virtual void BeginRestore()
    {
    }

    /// <summary>Adds the entries of a block; called before the lane starts.</summary>
    internal abstract void Read(StateEntryReader entries);

    /// <summary>All entries of a checkpoint are read.</summary>
    internal virtual void FinishRestore()
    {
    }

    /// <summary>Advances the clocks: expired entries are removed.</summary>
    /// <param name="watermark">Event time, UTC ticks.</param>
    /// <param name="processing">Processing time, UTC ticks.</param>
    internal virtual void Advance(long watermark, long processing)
    {
    }

    /// <summary>The error for a checkpoint with another layout.</summary>
    internal virtual CheckpointException LayoutFault(string node, string stored) => new(
        $"The state '{Name}' of '{node}' is '{stored}' in the checkpoint and '{Layout}' in the pipeline: it cannot be restored. " +
        "Use the former definition of the node, or give it another id with [Node].");
}
