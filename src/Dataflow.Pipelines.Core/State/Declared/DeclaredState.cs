using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>
/// One of the states that an operator has declared in a lane, as a backend sees it: entries with a key and a namespace, or without. The
/// engine has the implementations; a backend calls them, in the lane or before it starts.
/// </summary>
public abstract class DeclaredState
{
    private protected DeclaredState(string name, string layout = "") => (Name, Layout) = (name, layout);

    /// <summary>Which of the node's states.</summary>
    public string Name { get; }

    /// <summary>What its values are where no <see cref="Fields"/> say it, as in <c>tumbling 5m</c>: entries of another layout cannot be read.</summary>
    public string Layout { get; }

    /// <summary>The fields of its values: entries with other fields are read field by field.</summary>
    public virtual IReadOnlyList<StateField> Fields => [];

    /// <summary>Entries in memory; some of them may be gone or have expired.</summary>
    public abstract long Entries { get; }

    /// <summary>
    /// Called when a namespace is removed: what a backend has of it is void. One that keeps changes writes the removal among them at once, because entries
    /// of the same namespace may come behind it (<see cref="StateWriter.Write(DeclaredState, NamespaceRemoval)"/>).
    /// </summary>
    public Action<NamespaceRemoval>? OnRemoved { get; set; }

    /// <summary>Bytes of the tables in memory, without what values refer to.</summary>
    public abstract long Bytes { get; }

    /// <summary>
    /// Whether entries are never changed, and expire by their time: then a checkpoint takes those that are new, and goes on naming the
    /// earlier ones until they have expired.
    /// </summary>
    public virtual bool IsAppendOnly => false;

    /// <summary>Whether it can tell what has changed since the last snapshot; of others a snapshot takes all.</summary>
    public virtual bool HasChanges => false;

    /// <summary>Whether entries can leave memory and come back.</summary>
    public virtual bool CanEvict => false;

    /// <summary>Whether its entries have namespaces: then those of a key are asked for by both.</summary>
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

    /// <summary>What a file says of it.</summary>
    internal StateTableHead Head => new(Name, Layout, HasTimes, Fields);

    /// <summary>Writes all entries; called by the lane between two messages.</summary>
    public abstract void WriteAll(StateWriter writer);

    /// <summary>Notes what changes from now on; called by a backend that wants to know when it opens the state, which is empty then.</summary>
    public virtual void TrackChanges()
    {
    }

    /// <summary>
    /// Writes what has changed since the last call, entries that are gone among it but not namespaces (see <see cref="OnRemoved"/>); where
    /// <see cref="HasChanges"/> and the backend has called <see cref="TrackChanges"/>. Called by the lane between two messages.
    /// </summary>
    public virtual void WriteChanges(StateWriter writer) => throw new NotSupportedException($"The state '{Name}' does not note changes.");

    /// <summary>Gives entries away that were not used lately, and forgets them, until so much memory is free; then those that were. Called by the lane between two messages.</summary>
    /// <param name="bytes">Bytes to free.</param>
    /// <param name="evictions">Takes them.</param>
    /// <returns>Bytes of the tables that were freed.</returns>
    public virtual long Evict(long bytes, IStateEvictions evictions) => 0;

    /// <summary>Takes an entry back that it gave away: the backend has it no longer.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Stands at the value; where it is read to its end, that is what was written. Its stream knows its length.</param>
    public virtual void Load(long ns, UInt128 key, BinaryReader value) => throw new NotSupportedException($"Entries of the state '{Name}' do not leave memory.");

    /// <summary>Makes a namespace known of which the backend has entries and memory none; called at a restore.</summary>
    public virtual void AddNamespace(long ns)
    {
    }

    /// <summary>Whether a value that it gave away has expired since: the backend may forget it.</summary>
    public virtual bool IsExpired(ReadOnlySpan<byte> value) => false;

    /// <summary>Sets the order in which its tables hold keys; called when it is declared, empty.</summary>
    internal virtual void SetOrder(KeyOrder order)
    {
    }

    /// <summary>The small values of the lane were restored, the entries come next.</summary>
    internal virtual void BeginRestore()
    {
    }

    /// <summary>Adds the entries of a block; called before the lane starts.</summary>
    internal abstract void Read(StateEntryReader entries);

    /// <summary>All entries of a checkpoint were read.</summary>
    internal virtual void FinishRestore()
    {
    }

    /// <summary>Moves the clocks: what has expired is forgotten.</summary>
    /// <param name="watermark">Event time, UTC ticks.</param>
    /// <param name="processing">Processing time, UTC ticks.</param>
    internal virtual void Advance(long watermark, long processing)
    {
    }

    /// <summary>The error of a checkpoint that holds another layout.</summary>
    internal virtual CheckpointException LayoutFault(string node, string stored) => new(
        $"The state '{Name}' of '{node}' is '{stored}' in the checkpoint and '{Layout}' in the pipeline: it cannot be read as that. Give the node its former form, or another id with [Node].");
}
