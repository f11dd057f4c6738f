using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The 40 bytes before the entries of a block: their form and number, and a checksum of header and entries. Little-endian.
/// </summary>
/// <param name="Table">Index of the state among those of the file's head; <see cref="EndTable"/> in the last block.</param>
/// <param name="Form">The form of the entries.</param>
/// <param name="FirstGroup">The lowest key group of the entries.</param>
/// <param name="LastGroup">The highest.</param>
/// <param name="Namespace">Namespace of the entries.</param>
/// <param name="Count">Number of entries.</param>
/// <param name="Length">Bytes of the entries.</param>
/// <param name="ValueSize">Bytes of each value where all have the same size, else 0.</param>
internal readonly record struct StateBlockHeader(int Table, EntryForm Form, int FirstGroup, int LastGroup, long Namespace, int Count, int Length, int ValueSize)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 40;

    /// <summary>Marks the block that ends a file.</summary>
    public const int EndTable = ushort.MaxValue;

    private const int ChecksumAt = 32;

    public static StateBlockHeader Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(header),
        (EntryForm)header[2],
        header[3],
        header[4],
        BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
        BinaryPrimitives.ReadInt32LittleEndian(header[20..]),
        BinaryPrimitives.ReadInt32LittleEndian(header[24..]));

    /// <summary>Whether header and entries match their checksum.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) =>
        BinaryPrimitives.ReadUInt64LittleEndian(header[ChecksumAt..]) == Checksum(header, body);

    /// <summary>Writes the header of a block.</summary>
    /// <param name="header">Room for <see cref="Size"/> bytes.</param>
    /// <param name="body">The entries.</param>
    public void Write(Span<byte> header, ReadOnlySpan<byte> body)
    {
        header.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)Table);
        header[2] = (byte)Form;
        header[3] = (byte)FirstGroup;
        header[4] = (byte)LastGroup;
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Namespace);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], ValueSize);
        BinaryPrimitives.WriteUInt64LittleEndian(header[ChecksumAt..], Checksum(header, body));
    }

    private static ulong Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) =>
        XxHash3.HashToUInt64(body, (long)XxHash3.HashToUInt64(header[..ChecksumAt]));
}
