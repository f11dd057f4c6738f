using System.Text;

namespace Dataflow.Pipelines.State;

/// <summary>
/// Writes entries of an operator's state as blocks: each names its state, namespace and key groups and has a checksum, so that a reader
/// can route it without reading its entries. Owned by one lane, as is its output.
/// </summary>
public sealed class StateWriter : IDisposable
{
    /// <summary>Marks in the length of an entry that the rest of its value follows in another of the same key.</summary>
    internal const uint HasMore = 1u << 31;

    // A block is sent when it is this long.
    private const int BlockBytes = 1 << 16;

    private readonly IStateOutput _output;
    private readonly StateScope _scope;
    private readonly IReadOnlyList<DeclaredState> _states;
    private readonly EntryStream _entries;
    private readonly BinaryWriter _writer;
    private readonly byte[] _header = new byte[StateBlockHeader.Size];
    private StateBlockHeader _block;
    private bool _hasLengths;
    private UInt128 _key;
    private int _lengthAt;
    private int _count;
    private int _firstGroup;
    private int _lastGroup;

    /// <summary>A writer over an output.</summary>
    /// <param name="output">Receives a head before the first block, and the blocks.</param>
    /// <param name="scope">Node and lane of the state.</param>
    /// <param name="states">The states that the lane has declared.</param>
    public StateWriter(IStateOutput output, StateScope scope, IReadOnlyList<DeclaredState> states)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(scope);
        (_output, _scope, _states) = (output, scope, states);
        _entries = new EntryStream(Cut);
        _writer = new BinaryWriter(_entries, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Entries written so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Whether no block was sent yet.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Writes an entry that was evicted.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value, as it was written.</param>
    public void Write(DeclaredState state, long ns, UInt128 key, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_count == 0 || _block.Table != state.Index || _block.Namespace != ns || _block.Form != EntryForm.Keyed)
        {
            Begin(state.Index, EntryForm.Keyed, ns);
        }

        BeginEntry(key).Write(value);
        EndEntry();
    }

    /// <summary>Sends the entries that are not sent yet.</summary>
    internal void End()
    {
        if (_count > 0)
        {
            Send();
        }
    }

    /// <summary>Begins entries of one state and namespace; sends those before.</summary>
    /// <param name="table">Index of the state among those of its lane.</param>
    /// <param name="form">The form of the entries.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="valueSize">Bytes of each value where all have the same size.</param>
    internal void Begin(int table, EntryForm form, long ns = 0, int valueSize = 0)
    {
        End();
        _block = new StateBlockHeader(table, form, 0, 0, ns, 0, 0, valueSize);
        _hasLengths = valueSize == 0 && form is EntryForm.Keyed or EntryForm.Plain;
        BeginBlock();
    }

    /// <summary>Begins the entry of a key.</summary>
    /// <returns>Receives the value, until <see cref="EndEntry"/>.</returns>
    internal BinaryWriter BeginEntry(UInt128 key)
    {
        _key = key;
        var group = KeyGroups.Of(key);
        _firstGroup = Math.Min(_firstGroup, group);
        _lastGroup = Math.Max(_lastGroup, group);
        _entries.WriteKey(key);
        return BeginEntry();
    }

    /// <summary>Begins an entry without a key.</summary>
    internal BinaryWriter BeginEntry()
    {
        if (_hasLengths)
        {
            _lengthAt = _entries.Count;
            _writer.Write(0);
        }

        _entries.BeginPiece();
        return _writer;
    }

    /// <summary>Ends the current entry.</summary>
    internal void EndEntry()
    {
        EndPiece(0);
        Entries++;
        if (_entries.Count >= BlockBytes)
        {
            Send();
        }
    }

    /// <summary>Writes the removal of a namespace.</summary>
    public void Write(DeclaredState state, NamespaceRemoval removal)
    {
        ArgumentNullException.ThrowIfNull(state);
        Begin(state.Index, EntryForm.NamespaceRemoved, removal.Namespace);
        (_firstGroup, _lastGroup) = (removal.FirstGroup, removal.LastGroup);
        Send();
    }

    /// <summary>Writes a block of entries that all have values of one size.</summary>
    /// <param name="table">Index of the state among those of its lane.</param>
    /// <param name="valueSize">Bytes of a value.</param>
    /// <param name="entries">Key, little-endian, and value of each, one after the other.</param>
    /// <param name="firstGroup">The lowest of their key groups.</param>
    /// <param name="lastGroup">The highest.</param>
    internal void WriteBlock(int table, int valueSize, ReadOnlySpan<byte> entries, int firstGroup, int lastGroup)
    {
        Begin(table, EntryForm.Keyed, 0, valueSize);
        (_count, _firstGroup, _lastGroup) = (entries.Length / (StateBlock.KeySize + valueSize), firstGroup, lastGroup);
        Entries += _count;
        Send(entries);
    }

    /// <summary>Writes the end of the file, where it has entries: a file without it is incomplete.</summary>
    public void EndFile()
    {
        End();
        if (!IsEmpty)
        {
            Begin(StateBlockHeader.EndTable, EntryForm.Plain);
            Send();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _entries.Dispose();
    }

    private void BeginBlock() => (_count, _firstGroup, _lastGroup) = (0, KeyGroups.Count, 0);

    private void EndPiece(uint flag)
    {
        if (_hasLengths)
        {
            _entries.Patch(_lengthAt, (uint)(_entries.Count - _lengthAt - sizeof(int)) | flag);
        }

        _count++;
    }

    // The current value is longer than a piece may be: it continues in another entry.
    private void Cut()
    {
        EndPiece(HasMore);
        Send();
        _ = _block.Form == EntryForm.Keyed ? BeginEntry(_key) : BeginEntry();
    }

    private void Send() => Send(_entries.Written);

    private void Send(ReadOnlySpan<byte> body)
    {
        var header = _block with { FirstGroup = Math.Min(_firstGroup, KeyGroups.Count - 1), LastGroup = _lastGroup, Count = _count, Length = body.Length };
        header.Write(_header, body);
        if (IsEmpty)
        {
            var head = StateFileHead.Of(_scope, _states);
            _output.Write(StateFileHead.Prefix(head), head);
            IsEmpty = false;
        }

        _output.Write(_header, body);
        _entries.Clear();
        BeginBlock();
    }
}
