using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Connectors;

/// <summary>One message as it was read; its bytes are valid until its chunk is released.</summary>
public readonly unsafe struct SourceMessage
{
    // Null where the bytes are outside the managed heap.
    private readonly byte[]? _buffer;

    // Address of the first byte, or its index in the buffer.
    private readonly nint _start;
    private readonly int _length;

    /// <summary>A message in an array.</summary>
    /// <param name="buffer">The array.</param>
    /// <param name="start">Index of the first byte.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="split">Index of the split in its reader: <see cref="SourceSplit.Index"/>.</param>
    /// <param name="offset">Position in the split; the next one to read is greater.</param>
    /// <exception cref="ArgumentOutOfRangeException">The array ends before the message does.</exception>
    public SourceMessage(byte[] buffer, int start, int length, int split, long offset)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, buffer.Length - length, nameof(start));
        _buffer = buffer;
        _start = start;
        _length = length;
        Split = split;
        Offset = offset;
    }

    /// <summary>A message in memory that the garbage collector does not move.</summary>
    /// <param name="payload">First byte; may be null where the length is 0.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="split">Index of the split in its reader: <see cref="SourceSplit.Index"/>.</param>
    /// <param name="offset">Position in the split; the next one to read is greater.</param>
    public SourceMessage(byte* payload, int length, int split, long offset)
    {
        _start = (nint)payload;
        _length = length;
        Split = split;
        Offset = offset;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Payload => _buffer is null
        ? new((void*)_start, _length)
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start), _length); // the constructor has checked the bounds

    /// <summary>Index of the split in its reader.</summary>
    public int Split { get; }

    /// <summary>Position in the split; the next one to read is greater.</summary>
    public long Offset { get; }
}
