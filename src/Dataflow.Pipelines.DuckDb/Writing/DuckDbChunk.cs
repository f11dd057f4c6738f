using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>
/// The rows that DuckDB asks for, column by column, as memory of its own. Only valid inside the call that gives it, on that thread.
/// Rows are written in blocks: <see cref="BeginRows"/>, then every column of the block; row numbers count from the block's first.
/// </summary>
public sealed unsafe class DuckDbChunk
{
    /// <summary>The rows of a full chunk.</summary>
    public const int Capacity = 2048;

    private readonly nint[] _vectors;
    private readonly nint[] _data;
    private readonly nint[] _validity;
    private byte[] _utf8 = GC.AllocateUninitializedArray<byte>(1024, pinned: true);
    private nint _chunk;
    private int _first;

    internal DuckDbChunk(int columns)
    {
        _vectors = new nint[columns];
        _data = new nint[columns];
        _validity = new nint[columns];
    }

    /// <summary>The rows begun so far, this block's included.</summary>
    public int Rows { get; private set; }

    /// <summary>The rows that still have room.</summary>
    public int Free => Capacity - Rows;

    /// <summary>Begins a block of rows behind those that are there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for so many.</exception>
    public void BeginRows(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Free);
        _first = Rows;
        Rows += count;
    }

    /// <summary>The block's values of a column whose type is as wide as <typeparamref name="T"/>. All of them must be written: what is not is undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Values<T>(int column)
        where T : unmanaged => new((T*)_data[column] + _first, Rows - _first);

    /// <summary>Makes a value NULL.</summary>
    public void SetNull(int column, int row)
    {
        if (_validity[column] == 0)
        {
            NativeMethods.MakeValidityWritable(_vectors[column]);
            _validity[column] = (nint)NativeMethods.VectorValidity(_vectors[column]);
        }

        // Bits are only ever cleared: the mask has a word for every 64 rows of the chunk, all set before.
        int at = _first + row;
        ((ulong*)_validity[column])[at >> 6] &= ~(1UL << (at & 63));
    }

    /// <summary>Writes a text. A surrogate without its other half, which UTF-8 cannot say, becomes U+FFFD.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetText(int column, int row, ReadOnlySpan<char> text)
    {
        // Up to twelve bytes stand in the value itself: no call to DuckDB, no copy behind a pointer.
        if (text.Length <= NativeText.InlineBytes)
        {
            NativeText* value = (NativeText*)_data[column] + _first + row;
            if (Utf8.FromUtf16(text, NativeText.InlineTarget(value), out _, out int bytes) == System.Buffers.OperationStatus.Done)
            {
                NativeText.SetInlineLength(value, bytes);
                return;
            }
        }

        SetLongText(column, row, text);
    }

    /// <summary>Copies bytes into a BLOB column.</summary>
    public void SetBytes(int column, int row, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            NativeMethods.AssignBytes(_vectors[column], (ulong)(_first + row), bytes, (ulong)value.Length);
        }
    }

    /// <summary>Turns to another of DuckDB's chunks, which is empty.</summary>
    internal void Attach(nint chunk)
    {
        _chunk = chunk;
        (Rows, _first) = (0, 0);
        for (int i = 0; i < _vectors.Length; i++)
        {
            nint vector = NativeMethods.OutputVector(_chunk, (ulong)i);
            _vectors[i] = vector;
            _data[i] = (nint)NativeMethods.VectorData(vector);
            _validity[i] = 0;
        }
    }

    private void SetLongText(int column, int row, ReadOnlySpan<char> text)
    {
        if (_utf8.Length < text.Length * 3L)
        {
            _utf8 = GC.AllocateUninitializedArray<byte>(checked(text.Length * 3), pinned: true);
        }

        Utf8.FromUtf16(text, _utf8, out _, out int bytes);
        NativeMethods.AssignValidText(_vectors[column], (ulong)(_first + row), (byte*)Unsafe.AsPointer(ref _utf8[0]), (ulong)bytes);
    }
}
