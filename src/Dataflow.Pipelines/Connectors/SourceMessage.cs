namespace Dataflow.Pipelines.Connectors;

/// <summary>One message as it was read: bytes outside the managed heap, owned by its chunk.</summary>
public readonly unsafe struct SourceMessage
{
    private readonly byte* _payload;
    private readonly int _length;

    /// <summary>A message over memory that its chunk keeps valid until it is released.</summary>
    /// <param name="payload">First byte; may be null where the length is 0.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="split">Index of the split in its reader: <see cref="SourceSplit.Index"/>.</param>
    /// <param name="offset">Position in the split.</param>
    public SourceMessage(byte* payload, int length, int split, long offset)
    {
        _payload = payload;
        _length = length;
        Split = split;
        Offset = offset;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Payload => new(_payload, _length);

    /// <summary>Index of the split in its reader.</summary>
    public int Split { get; }

    /// <summary>Position in the split; the next one to read is greater.</summary>
    public long Offset { get; }
}
