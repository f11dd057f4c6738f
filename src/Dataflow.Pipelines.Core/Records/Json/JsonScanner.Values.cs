using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace Dataflow.Pipelines.CodeGeneration;

// Values: each method reads the value that follows a name, and returns false where it is of another type or form; a JSON null
// gives null.
public ref partial struct JsonScanner
{
    /// <summary>Text, shared with earlier records where it repeats.</summary>
    public bool TryText(int member, out string? value)
    {
        value = null;
        if (Value() != JsonToken.Text)
        {
            return IsNull;
        }

        var text = _utf8.Slice(_start, _length);
        if (_isEscaped && !TryUnescape(text, out text))
        {
            _token = JsonToken.LoneSurrogate;
            return false;
        }

        if (_decoder.Text(member, text) is { } read)
        {
            value = read;
            return true;
        }

        _token = JsonToken.BrokenText;
        return false;
    }

    /// <summary>The bytes of a text, without quotes and escapes.</summary>
    public bool TryUtf8(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Value() != JsonToken.Text)
        {
            return false;
        }

        text = _utf8.Slice(_start, _length);
        if (_isEscaped && !TryUnescape(text, out text))
        {
            _token = JsonToken.LoneSurrogate;
            return false;
        }

        return true;
    }

    /// <summary>True or false.</summary>
    public bool TryBoolean(out bool? value)
    {
        value = Value() switch { JsonToken.True => true, JsonToken.False => false, _ => null };
        return value is not null || IsNull;
    }

    /// <summary>A record that is the value of a member.</summary>
    /// <param name="value">The record.</param>
    /// <param name="reason">What is wrong inside the record; <see langword="null"/> where the value is not an object.</param>
    public bool TryRecord<T>(out T? value, out string? reason)
        where T : struct, IRecord<T>
    {
        value = null;
        reason = null;
        if (Value() != JsonToken.Object)
        {
            return IsNull;
        }

        var from = _at;
        SkipNested();
        if (_faultAt >= 0)
        {
            return false;
        }

        if (!T.TryReadJson(_utf8[from.._at], _decoder, out var record, out reason))
        {
            return false;
        }

        value = record;
        return true;
    }

    /// <summary>8 bits, signed.</summary>
    public bool TryInt8(out sbyte? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>16 bits, signed.</summary>
    public bool TryInt16(out short? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>32 bits, signed.</summary>
    public bool TryInt32(out int? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>64 bits, signed.</summary>
    public bool TryInt64(out long? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>8 bits, unsigned.</summary>
    public bool TryUInt8(out byte? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>16 bits, unsigned.</summary>
    public bool TryUInt16(out ushort? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>32 bits, unsigned.</summary>
    public bool TryUInt32(out uint? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>64 bits, unsigned.</summary>
    public bool TryUInt64(out ulong? value) => TryNumber(NumberStyles.AllowLeadingSign, out value);

    /// <summary>A number.</summary>
    public bool TryDecimal(out decimal? value) => TryNumber(NumberStyles.Float, out value) || OutOfRange("decimal");

    /// <summary>A number, or one of the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public bool TryFloat32(out float? value)
    {
        if (!TryNumber(NumberStyles.Float, out value))
        {
            value = (float?)NotFinite();
        }
        else if (value is { } number && !float.IsFinite(number))
        {
            value = null;
        }

        return value is not null || IsNull || OutOfRange("float");
    }

    /// <summary>A number, or one of the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public bool TryFloat64(out double? value)
    {
        value = Value() switch
        {
            JsonToken.Number => JsonFloat.TryParse(_utf8.Slice(_start, _length), out var number) ? number : null,
            JsonToken.Text => NotFinite(),
            _ => null,
        };
        return value is not null || IsNull || OutOfRange("double");
    }

    /// <summary>A UUID.</summary>
    public bool TryUuid(out Guid? value)
    {
        value = TryUtf8(out var text) && Utf8Parser.TryParse(text, out Guid uuid, out var used, 'D') && used == text.Length ? uuid : null;
        return value is not null || IsNull;
    }

    /// <summary>An ISO 8601 date-time; one without an offset is UTC, whatever the time zone of the machine.</summary>
    public bool TryInstant(out DateTimeOffset? value)
    {
        value = TryUtf8(out var text) && IsoTime.TryParse(text, out var instant) ? instant : null;
        return value is not null || IsNull;
    }

    /// <summary>An ISO 8601 date-time, given in UTC.</summary>
    public bool TryDateTime(out DateTime? value)
    {
        var read = TryInstant(out var instant);
        value = instant?.UtcDateTime;
        return read;
    }

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    public bool TryDate(out DateOnly? value)
    {
        value = TryUtf8(out var text) && IsoTime.TryDate(text, out var date) ? date : null;
        return value is not null || IsNull;
    }

    /// <summary>A time of day, <c>HH:mm:ss</c> with up to seven digits of a second after it.</summary>
    public bool TryTimeOfDay(out TimeOnly? value)
    {
        value = TryUtf8(out var text) && IsoTime.TryTimeOfDay(text, out var time) ? time : null;
        return value is not null || IsNull;
    }

    /// <summary>A duration, <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    public bool TryDuration(out TimeSpan? value)
    {
        value = TryUtf8(out var text) && Utf8Parser.TryParse(text, out TimeSpan span, out var used, 'c') && used == text.Length ? span : null;
        return value is not null || IsNull;
    }

    /// <summary>Bytes in base64.</summary>
    public bool TryBytes(out byte[]? value)
    {
        value = TryUtf8(out var text) ? FromBase64(text) : null;
        return value is not null || IsNull;
    }

    /// <summary>Bytes in base64.</summary>
    public bool TryBytes(out ReadOnlyMemory<byte>? value)
    {
        var read = TryBytes(out byte[]? bytes);
        value = bytes is null ? default(ReadOnlyMemory<byte>?) : bytes; // a null array would become an empty memory
        return read;
    }

    private bool TryNumber<T>(NumberStyles style, out T? value)
        where T : struct, INumberBase<T>
    {
        value = Value() == JsonToken.Number && T.TryParse(_utf8.Slice(_start, _length), style, CultureInfo.InvariantCulture, out var number) ? number : null;
        return value is not null || IsNull;
    }

    // A well-formed number without a value is out of the range of the type. Always false.
    private bool OutOfRange(string type)
    {
        _range = _token == JsonToken.Number ? "out of range of " + type : null;
        return false;
    }

    private readonly double? NotFinite() =>
        _token != JsonToken.Text ? null : _utf8.Slice(_start, _length) switch
        {
            var text when text.SequenceEqual("NaN"u8) => double.NaN,
            var text when text.SequenceEqual("Infinity"u8) => double.PositiveInfinity,
            var text when text.SequenceEqual("-Infinity"u8) => double.NegativeInfinity,
            _ => null,
        };

    private static byte[]? FromBase64(ReadOnlySpan<byte> text)
    {
        if (!Base64.IsValid(text, out var size))
        {
            return null;
        }

        var bytes = new byte[size];
        return Base64.DecodeFromUtf8(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }
}
