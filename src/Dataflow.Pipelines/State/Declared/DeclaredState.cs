using Dataflow.Pipelines.Checkpoints;

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

    /// <summary>Entries in memory.</summary>
    public abstract long Entries { get; }

    /// <summary>Bytes of the tables in memory, without what values refer to.</summary>
    public abstract long Bytes { get; }

    /// <summary>
    /// Whether entries are never changed, and expire by their time: then a checkpoint takes those that are new, and goes on naming the
    /// earlier ones until they have expired.
    /// </summary>
    public virtual bool IsAppendOnly => false;

    /// <summary>Whether a time precedes each value.</summary>
    internal virtual bool HasTimes => false;

    /// <summary>Which lanes get an entry without a key at a restore.</summary>
    internal virtual Redistribution Redistribution => Redistribution.ByKey;

    /// <summary>Index among the states of the lane.</summary>
    internal int Index { get; set; }

    /// <summary>What a file says of it.</summary>
    internal StateTableHead Head => new(Name, Layout, HasTimes, Fields);

    /// <summary>Writes all entries; called by the lane between two messages.</summary>
    public abstract void WriteAll(StateWriter writer);

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
