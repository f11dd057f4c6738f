namespace Dataflow.Pipelines.Connectors;

/// <summary>The unit that a reader passes to its lane: records or messages, or a change of splits, or the end.</summary>
public abstract class SourceChunk
{
    /// <summary>
    /// Splits that are read from now on, each with the position where it starts. Those that are known at the start must be in
    /// one chunk: a split that is added later has not held the watermark back before. A chunk in which nothing is added, revoked, lost, ended or read states
    /// that the reader has no splits besides those that it added: a lane that has none is idle from then on.
    /// </summary>
    public virtual IReadOnlyList<SourceSplit> Added { get; init; } = [];

    /// <summary>
    /// Splits that are about to be revoked. The lane settles them with a checkpoint, then calls <see cref="Settled"/>; no record
    /// of theirs follows.
    /// </summary>
    public virtual IReadOnlyList<SourceSplit> Revoked { get; init; } = [];

    /// <summary>Splits that were revoked already: their positions are dropped, another reader may read their records.</summary>
    public virtual IReadOnlyList<SourceSplit> Lost { get; init; } = [];

    /// <summary>Splits whose last record is in this chunk or before it: they no longer hold the watermark back. Their positions stay in the checkpoints.</summary>
    public virtual IReadOnlyList<SourceSplit> Ended { get; init; } = [];

    /// <summary>Whether the source has ended: no chunk follows.</summary>
    public virtual bool IsEnd { get; init; }

    /// <summary>
    /// Where reading continues after this chunk, for a service whose positions are not plain numbers: a page's token, a sequence number. Stored in the
    /// checkpoint with the split's position, and restored as <see cref="SplitPosition.Cursor"/>. A chunk that has one must be of one split.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>Number of records or messages.</summary>
    internal abstract int Count { get; }

    /// <summary>The checkpoint that covers all records of <see cref="Revoked"/> is durable, and committed to the service.</summary>
    public virtual void Settled()
    {
    }

    /// <summary>The lane is done with the chunk: its memory may be reused.</summary>
    public virtual void Release()
    {
    }
}
