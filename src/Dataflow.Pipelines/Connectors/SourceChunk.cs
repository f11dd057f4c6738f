namespace Dataflow.Pipelines.Connectors;

/// <summary>What a reader hands its lane at once: messages, or a change of splits, or the end.</summary>
public abstract class SourceChunk
{
    /// <summary>The messages; their payloads are valid until <see cref="Release"/>.</summary>
    public abstract ReadOnlySpan<SourceMessage> Messages { get; }

    /// <summary>
    /// Splits that are read from now on, each with the position where it starts. Those that are known at the start come in
    /// one chunk: a split that comes later has not held the watermark back before. A chunk in which nothing is added, revoked, lost or read says that
    /// the reader has no splits besides those that it added: a lane that has none is idle from then on.
    /// </summary>
    public virtual IReadOnlyList<SourceSplit> Added => [];

    /// <summary>
    /// Splits that are about to go. The lane settles them with a checkpoint, then calls <see cref="Settled"/>; no message
    /// of theirs follows.
    /// </summary>
    public virtual IReadOnlyList<SourceSplit> Revoked => [];

    /// <summary>Splits that were taken away already: their positions are dropped, their messages may be read by another.</summary>
    public virtual IReadOnlyList<SourceSplit> Lost => [];

    /// <summary>Whether the source has ended: no chunk follows.</summary>
    public virtual bool IsEnd => false;

    /// <summary>The checkpoint that covers all messages of <see cref="Revoked"/> is durable, and committed to the service.</summary>
    public virtual void Settled()
    {
    }

    /// <summary>The lane is done with the messages.</summary>
    public abstract void Release();
}
