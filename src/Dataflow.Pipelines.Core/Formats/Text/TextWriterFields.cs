using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;

namespace Dataflow.Pipelines;

/// <summary>Collects the fields of a record as text in one buffer.</summary>
internal struct TextWriterFields(TextLayout layout) : IFieldWriter
{
    // The maximum length of values other than texts and bytes: a decimal has 31 characters, an instant 33.
    private const int LongestValue = 64;

    private readonly int[] _ends = new int[layout.Schema.Columns.Count];
    private readonly JsonBuffer _json = new();
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>The field of a column.</summary>
    public readonly ReadOnlySpan<byte> this[int column] => _bytes.AsSpan(Begin(column), _ends[column] - Begin(column));

    public void Clear() => _length = 0;

    public void WriteNull(int column) => _ends[column] = _length;

    public void WriteText(int column, string value)
    {
        // Three bytes per character at most.
        Reserve(value.Length * 3);
        Utf8.FromUtf16(value, _bytes.AsSpan(_length), out _, out var length);
        End(column, length);
    }

    public void WriteBoolean(int column, bool value) => Write(column, value ? "true"u8 : "false"u8);

    public void WriteInt8(int column, sbyte value) => Write(column, value);

    public void WriteInt16(int column, short value) => Write(column, value);

    public void WriteInt32(int column, int value) => Write(column, value);

    public void WriteInt64(int column, long value) => Write(column, value);

    public void WriteUInt8(int column, byte value) => Write(column, value);

    public void WriteUInt16(int column, ushort value) => Write(column, value);

    public void WriteUInt32(int column, uint value) => Write(column, value);

    public void WriteUInt64(int column, ulong value) => Write(column, value);

    public void WriteFloat32(int column, float value) => Write(column, value);

    public void WriteFloat64(int column, double value) => Write(column, value);

    public void WriteDecimal(int column, decimal value) => Write(column, value);

    public void WriteUuid(int column, Guid value) => Write(column, value);

    public void WriteInstant(int column, DateTimeOffset value) => Write(column, value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz");

    public void WriteDateTime(int column, DateTime value) => Write(column, value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK");

    public void WriteDate(int column, DateOnly value) => Write(column, value, "yyyy-MM-dd");

    public void WriteTimeOfDay(int column, TimeOnly value) => Write(column, value, "HH:mm:ss.FFFFFFF");

    public void WriteDuration(int column, TimeSpan value) => Write(column, value, "c");

    public void WriteBytes(int column, ReadOnlySpan<byte> value)
    {
        if (layout.IsRaw)
        {
            Write(column, value);
            return;
        }

        Reserve(Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, _bytes.AsSpan(_length), out _, out var length);
        End(column, length);
    }

    public void WriteRecord<T>(int column, in T value)
        where T : struct, IRecord<T> => Write(column, _json.Write(in value));

    private void Write<T>(int column, T value, string format = "")
        where T : IUtf8SpanFormattable
    {
        Reserve(LongestValue);
        value.TryFormat(_bytes.AsSpan(_length), out var length, format, CultureInfo.InvariantCulture);
        End(column, length);
    }

    private void Write(int column, ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        End(column, value.Length);
    }

    // Ends a value: in quotes where it is empty, as that would be no value, and where it has special characters. Also a number: a delimiter may be any character.
    private void End(int column, int length)
    {
        var value = _bytes.AsSpan(_length, length);
        _length += length;
        if (!layout.IsRaw && (value.IsEmpty || value.ContainsAny(layout.Special)))
        {
            Quote(length);
        }

        _ends[column] = _length;
    }

    // Puts the bytes written last in quotes.
    private void Quote(int length)
    {
        var quotes = _bytes.AsSpan(_length - length, length).Count((byte)'"');
        Reserve(quotes + 2);
        var (from, to) = (_length - 1, _length + quotes + 1);
        _bytes[to--] = (byte)'"';
        for (; length > 0; length--, from--)
        {
            _bytes[to--] = _bytes[from];
            if (_bytes[from] == '"')
            {
                _bytes[to--] = (byte)'"';
            }
        }

        _bytes[to] = (byte)'"';
        _length += quotes + 2;
    }

    private readonly int Begin(int column) => column == 0 ? 0 : _ends[column - 1];

    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
        {
            Array.Resize(ref _bytes, Math.Max(_length + more, 2 * _bytes.Length));
        }
    }
}
