using System.Buffers.Binary;
using System.Text;

namespace Dataflow.Pipelines.State;

/// <summary>
/// Reads the entries of a block one after the other. A value that was cut is reassembled: its pieces are in blocks of one origin. Used by
/// one lane.
/// </summary>
internal sealed class StateEntryReader : IDisposable
{
    private readonly Dictionary<StateOrigin, PieceStream> _pieces = [];
    private StateBlock _block = null!;
    private MemoryStream _stream = new();
    private BinaryReader _reader = new(Stream.Null);
    private int _next;
    private bool _isAtValue;

    public StateOrigin Origin => _block.Origin;

    public StateTableHead Table => _block.Table;

    public EntryForm Form => _block.Header.Form;

    public long Namespace => _block.Header.Namespace;

    public int FirstGroup => _block.Header.FirstGroup;

    public int LastGroup => _block.Header.LastGroup;

    /// <summary>Whether the backend's next snapshot may build on what is read.</summary>
    public bool AreStored => _block.Origin.AreStored;

    /// <summary>The entries as they were written, where all have values of one size.</summary>
    public ReadOnlySpan<byte> Raw => _block.Body.Span;

    /// <summary>The key of the current entry.</summary>
    public UInt128 Key { get; private set; }

    /// <summary>Positioned at the value of the current entry.</summary>
    public BinaryReader Value { get; private set; } = null!;

    /// <summary>Opens a block; it must not be released before its last entry was read.</summary>
    public void Open(StateBlock block)
    {
        Dispose();
        _block = block;
        _stream = new MemoryStream(block.Buffer, 0, block.Header.Length, writable: false);
        _reader = new BinaryReader(_stream, Encoding.UTF8);
        _next = 0;
        _isAtValue = false;
    }

    /// <summary>Moves to the next entry.</summary>
    /// <returns>False where the block has no other.</returns>
    /// <exception cref="InvalidDataException">The value of the entry before was not read to its end: it is of another type.</exception>
    public bool Next()
    {
        if (_isAtValue)
        {
            ExpectEnd();
        }

        while (_next < _block.Header.Length)
        {
            var at = _next;
            var size = _block.SizeOfEntry(at);
            _next += size;
            var body = _block.Body.Span;
            if (_block.Header.Form != EntryForm.Plain)
            {
                Key = StateBlock.ReadKey(body[at..]);
                at += StateBlock.KeySize;
            }

            if (Form == EntryForm.Removed)
            {
                return true;
            }

            if (_block.Header.ValueSize > 0)
            {
                return StartAt(at);
            }

            var hasMore = (BinaryPrimitives.ReadUInt32LittleEndian(body[at..]) & StateWriter.HasMore) != 0;
            at += sizeof(int);
            if (!hasMore && (_pieces.Count == 0 || !_pieces.ContainsKey(Origin)))
            {
                return StartAt(at);
            }

            if (Collect(body[at.._next], isLast: !hasMore))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _reader.Dispose();

    private bool StartAt(int at)
    {
        _stream.Position = at;
        Value = _reader;
        return _isAtValue = true;
    }

    private void ExpectEnd()
    {
        _isAtValue = false;
        var rest = Value == _reader ? _next - _stream.Position : ((PieceStream)Value.BaseStream).Length;
        if (rest != 0)
        {
            throw new InvalidDataException(rest > 0 ? $"it is {rest} bytes longer" : $"it is {-rest} bytes shorter");
        }
    }

    private bool Collect(ReadOnlySpan<byte> piece, bool isLast)
    {
        if (!_pieces.TryGetValue(Origin, out var pieces))
        {
            _pieces[Origin] = pieces = new PieceStream();
        }

        pieces.Add(piece);
        if (isLast)
        {
            _pieces.Remove(Origin);
            Value = new BinaryReader(pieces, Encoding.UTF8);
            _isAtValue = true;
        }

        return isLast;
    }
}
