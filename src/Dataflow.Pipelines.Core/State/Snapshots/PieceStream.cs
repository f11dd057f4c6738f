namespace Dataflow.Pipelines.State;

/// <summary>A value that was cut into pieces, read as one: it may be longer than an array.</summary>
internal sealed class PieceStream : Stream
{
    private readonly Queue<byte[]> _pieces = new();
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Bytes that were not read yet.</summary>
    public override long Length => _pieces.Sum(static p => (long)p.Length) - _at;

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Add(ReadOnlySpan<byte> piece) => _pieces.Enqueue(piece.ToArray());

    public override int Read(Span<byte> buffer)
    {
        while (_pieces.TryPeek(out var piece))
        {
            if (_at < piece.Length)
            {
                var read = Math.Min(buffer.Length, piece.Length - _at);
                piece.AsSpan(_at, read).CopyTo(buffer);
                _at += read;
                return read;
            }

            _pieces.Dequeue();
            _at = 0;
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
