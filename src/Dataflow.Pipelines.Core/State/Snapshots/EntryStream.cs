using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.State;

/// <summary>The bytes of a block while it is written. All that is written to it belongs to the current entry.</summary>
/// <param name="onOverflow">Called when the current entry is so long that it must be cut.</param>
internal sealed class EntryStream(Action onOverflow) : Stream
{
    // Bytes of one entry; a longer one is cut into pieces, so that no value is too large for a block.
    private const int MaxPiece = 1 << 20;

    // Twice the buffer of a block without a long value.
    private const int KeptBytes = 1 << 18;
    private byte[] _buffer = new byte[4096];
    private int _pieceStart;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Count);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Count;

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <summary>The value of an entry begins here.</summary>
    public void BeginPiece() => _pieceStart = Count;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Count - _pieceStart + buffer.Length > MaxPiece)
        {
            WriteInPieces(buffer);
            return;
        }

        Append(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public void WriteKey(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        Append(bytes);
    }

    /// <summary>Overwrites four bytes.</summary>
    public void Patch(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(at), value);

    /// <summary>Clears the block; the memory of one with a long value is freed.</summary>
    public void Clear()
    {
        Count = _pieceStart = 0;
        if (_buffer.Length > KeptBytes)
        {
            _buffer = new byte[4096];
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (Count + bytes.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(Count + bytes.Length, _buffer.Length * 2));
        }

        bytes.CopyTo(_buffer.AsSpan(Count));
        Count += bytes.Length;
    }

    private void WriteInPieces(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (Count - _pieceStart >= MaxPiece)
            {
                onOverflow();
            }

            var part = Math.Min(buffer.Length, MaxPiece - (Count - _pieceStart));
            Append(buffer[..part]);
            buffer = buffer[part..];
        }
    }
}
