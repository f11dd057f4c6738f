namespace Dataflow.Pipelines.Connectors;

/// <summary>Byte messages, of one split or of several in runs.</summary>
public class MessageChunk : SourceChunk
{
    /// <summary>The messages; their payloads are valid until <see cref="SourceChunk.Release"/>.</summary>
    public virtual ReadOnlyMemory<SourceMessage> Messages { get; init; }

    internal override int Count => Messages.Length;
}
