using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Dataflow.Pipelines;

/// <summary>The fields of a text message.</summary>
internal ref struct TextFields(ReadOnlySpan<byte> message, TextRow row) : IFieldReader
{
    private readonly ReadOnlySpan<byte> _message = message;
    private readonly TextRow _row = row;

    // Set where the value read last has the right form, but is out of range, or its bytes are not valid UTF-8.
    private string? _outOfRange;
    private bool _isBrokenText;

    public readonly bool Has(int column) => _row.Layout.FieldOf[column] >= 0;

    public readonly bool IsNull(int column) => !Get(column, out _);

    public bool TryText(int column, out string? value)
    {
        value = null;
        if (!Get(column, out var text))
        {
            // Without a value, a text that is not nullable is the empty text.
            value = Has(column) && !_row.Layout.Schema.Columns[column].Nullable ? "" : null;
            return true;
        }

        value = _row.Texts.Text(column, text);
        _isBrokenText = value is null;
        return value is not null;
    }

    public readonly bool TryUtf8(int column, out ReadOnlySpan<byte> text) => Get(column, out text);

    public readonly bool TryBoolean(int column, out bool? value)
    {
        value = null;
        if (!GetTrimmed(column, out var text))
        {
            return true;
        }

        value = IsAny(text, "true"u8, "t"u8, "1"u8) ? true : IsAny(text, "false"u8, "f"u8, "0"u8) ? false : null;
        return value is not null;
    }

    public readonly bool TryInt8(int column, out sbyte? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryInt16(int column, out short? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryInt32(int column, out int? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryInt64(int column, out long? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryUInt8(int column, out byte? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryUInt16(int column, out ushort? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryUInt32(int column, out uint? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public readonly bool TryUInt64(int column, out ulong? value) => TryNumber(column, NumberStyles.AllowLeadingSign, out value);

    public bool TryFloat32(int column, out float? value) => TryNumber(column, NumberStyles.Float, out value) && IsInRange(column, value is { } number && float.IsInfinity(number), ref value, "float");

    public bool TryFloat64(int column, out double? value) => TryNumber(column, NumberStyles.Float, out value) && IsInRange(column, value is { } number && double.IsInfinity(number), ref value, "double");

    public bool TryDecimal(int column, out decimal? value)
    {
        if (TryNumber(column, NumberStyles.Float, out value))
        {
            return true;
        }

        _outOfRange = TryNumber(column, NumberStyles.Float, out double? _) ? "out of range of decimal" : null;
        return false;
    }

    public readonly bool TryUuid(int column, out Guid? value)
    {
        value = GetTrimmed(column, out var text) && Utf8Parser.TryParse(text, out Guid uuid, out var used, 'D') && used == text.Length ? uuid : null;
        return value is not null || text.IsEmpty;
    }

    public readonly bool TryInstant(int column, out DateTimeOffset? value)
    {
        value = GetTrimmed(column, out var text) && IsoTime.TryInstant(text, out var instant) ? instant : null;
        return value is not null || text.IsEmpty;
    }

    public readonly bool TryDateTime(int column, out DateTime? value)
    {
        var isRead = TryInstant(column, out var instant);
        value = instant?.UtcDateTime;
        return isRead;
    }

    public readonly bool TryDate(int column, out DateOnly? value)
    {
        value = GetTrimmed(column, out var text) && IsoTime.TryDate(text, out var date) ? date : null;
        return value is not null || text.IsEmpty;
    }

    public readonly bool TryTimeOfDay(int column, out TimeOnly? value)
    {
        value = GetTrimmed(column, out var text) && IsoTime.TryTimeOfDay(text, out var time) ? time : null;
        return value is not null || text.IsEmpty;
    }

    public readonly bool TryDuration(int column, out TimeSpan? value)
    {
        value = GetTrimmed(column, out var text) && Utf8Parser.TryParse(text, out TimeSpan span, out var used, 'c') && used == text.Length ? span : null;
        return value is not null || text.IsEmpty;
    }

    public readonly bool TryBytes(int column, out byte[]? value)
    {
        value = null;
        if (!Get(column, out var text))
        {
            return true;
        }

        value = _row.Layout.IsRaw ? text.ToArray() : FromBase64(text);
        return value is not null;
    }

    public readonly bool TryBytes(int column, out ReadOnlyMemory<byte>? value)
    {
        var isRead = TryBytes(column, out byte[]? bytes);
        value = bytes is null ? default(ReadOnlyMemory<byte>?) : bytes; // null itself would become an empty memory
        return isRead;
    }

    public readonly bool TryRecord<T>(int column, out T? value, out string? reason)
        where T : struct, IRecord<T>
    {
        value = null;
        reason = null;
        if (!Get(column, out var json))
        {
            return true;
        }

        if (!T.TryReadJson(json, _row.Texts, out var record, out reason))
        {
            return false;
        }

        value = record;
        return true;
    }

    public readonly string Wrong(int column, string fault)
    {
        Get(column, out var text);
        var name = _row.Layout.Schema.Columns[column].Name;
        return _isBrokenText ? $"{name} is not valid UTF-8" : $"{name} is {_outOfRange ?? fault}: \"{ShownText.Cut(text)}\"";
    }

    private static bool IsAny(ReadOnlySpan<byte> text, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third) =>
        Ascii.EqualsIgnoreCase(text, first) || Ascii.EqualsIgnoreCase(text, second) || text.SequenceEqual(third);

    private static byte[]? FromBase64(ReadOnlySpan<byte> text)
    {
        if (!Base64.IsValid(text, out var size))
        {
            return null;
        }

        var bytes = new byte[size];
        return Base64.DecodeFromUtf8(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    // False where there is no value.
    private readonly bool Get(int column, out ReadOnlySpan<byte> text)
    {
        text = default;
        var field = _row.Layout.FieldOf[column];
        if (field < 0)
        {
            return false;
        }

        text = _row.Get(_message, field, out var isEmpty);
        return !isEmpty;
    }

    // A value other than a text may have white space around it; a field of white space has no value.
    private readonly bool GetTrimmed(int column, out ReadOnlySpan<byte> text)
    {
        Get(column, out text);
        text = text.Trim(" \t"u8);
        return !text.IsEmpty;
    }

    private readonly bool TryNumber<T>(int column, NumberStyles style, out T? value)
        where T : struct, INumberBase<T>
    {
        value = GetTrimmed(column, out var text) && T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
        return value is not null || text.IsEmpty;
    }

    // Parsing gives an infinity for a number that is too large; only the word Infinity is one.
    private bool IsInRange<T>(int column, bool isInfinite, ref T? value, string type)
        where T : struct
    {
        if (!isInfinite || (GetTrimmed(column, out var text) && text.TrimStart("+-"u8).SequenceEqual("Infinity"u8)))
        {
            return true;
        }

        value = null;
        _outOfRange = "out of range of " + type;
        return false;
    }
}
