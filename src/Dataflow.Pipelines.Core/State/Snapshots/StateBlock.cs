using System.Buffers;
using System.Buffers.Binary;

namespace Dataflow.Pipelines.State;

/// <summary>A block of entries on its way from a file to the lane that owns them. One holder at a time; the last one releases it.</summary>
internal sealed class StateBlock
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 16;

    private byte[] _buffer;

    public StateBlock(StateOrigin origin, StateBlockHeader header)
    {
        Origin = origin;
        Header = header;
        _buffer = ArrayPool<byte>.Shared.Rent(header.Length);
    }

    public StateOrigin Origin { get; }

    public StateBlockHeader Header { get; }

    public StateTableHead Table => Origin.Tables[Header.Table];

    public Memory<byte> Body => _buffer.AsMemory(0, Header.Length);

    public byte[] Buffer => _buffer;

    public static UInt128 ReadKey(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt128LittleEndian(entry);

    /// <summary>Bytes of the entry that begins at a position.</summary>
    public int SizeOfEntry(int at) => Header switch
    {
        { Form: EntryForm.Removed } => KeySize,
        { Form: EntryForm.Plain } => sizeof(int) + LengthAt(at),
        { ValueSize: > 0 } => KeySize + Header.ValueSize,
        _ => KeySize + sizeof(int) + LengthAt(at + KeySize),
    };

    /// <summary>The entries of keys that a lane owns, as a separate block; <see langword="null"/> where there are none.</summary>
    public StateBlock? PartOf(int lane, int lanes)
    {
        var (length, count) = (0, 0);
        for (int at = 0, size; at < Header.Length; at += size)
        {
            size = SizeOfEntry(at);
            (length, count) = IsOf(at, lane, lanes) ? (length + size, count + 1) : (length, count);
        }

        if (count == 0)
        {
            return null;
        }

        var part = new StateBlock(Origin, Header with { Length = length, Count = count });
        var end = 0;
        for (int at = 0, size; at < Header.Length; at += size)
        {
            size = SizeOfEntry(at);
            if (IsOf(at, lane, lanes))
            {
                Body.Span.Slice(at, size).CopyTo(part._buffer.AsSpan(end));
                end += size;
            }
        }

        return part;
    }

    /// <summary>The same entries for another lane.</summary>
    public StateBlock Copy()
    {
        var copy = new StateBlock(Origin, Header);
        Body.CopyTo(copy.Body);
        return copy;
    }

    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool IsOf(int at, int lane, int lanes) => KeyGroups.LaneOf(KeyGroups.Of(ReadKey(Body.Span[at..])), lanes) == lane;

    private int LengthAt(int at) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(Body.Span[at..]) & ~StateWriter.HasMore);
}
