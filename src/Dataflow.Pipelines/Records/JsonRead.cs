using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines;

/// <summary>
/// Reads the value that follows a property name; called by generated code. Each method moves the reader to the value and
/// gives <see langword="false"/> where it is of another type or form; a JSON null gives <see langword="null"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonRead
{
    /// <summary>The property name that the reader stands on, without escapes.</summary>
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    /// <summary>Moves to the object that holds nested members.</summary>
    /// <returns><see langword="null"/> for a JSON null, whose members are then missing.</returns>
    public static bool? Object(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch { JsonTokenType.StartObject => true, JsonTokenType.Null => null, _ => false };
    }

    /// <summary>Text, shared with earlier records where it repeats.</summary>
    public static bool TryText(ref Utf8JsonReader reader, JsonDecoder decoder, int member, out string? value)
    {
        reader.Read();
        value = reader.TokenType == JsonTokenType.String ? decoder.Text(member, ref reader) : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>True or false.</summary>
    public static bool TryBoolean(ref Utf8JsonReader reader, out bool? value)
    {
        reader.Read();
        value = reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null };
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A record that is the value of a member.</summary>
    /// <param name="reader">Stands on the property name.</param>
    /// <param name="utf8">The whole text that the reader reads.</param>
    /// <param name="decoder">Shares repeated text.</param>
    /// <param name="value">The record.</param>
    /// <param name="reason">What is wrong inside the record; <see langword="null"/> where the value is no object at all.</param>
    public static bool TryRecord<T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, JsonDecoder decoder, out T? value, out string? reason)
        where T : struct, IRecord<T>
    {
        reader.Read();
        value = null;
        reason = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        if (!T.TryReadJson(utf8[start..(int)reader.BytesConsumed], decoder, out var record, out reason))
        {
            return false;
        }

        value = record;
        return true;
    }

    /// <summary>8 bits, signed.</summary>
    public static bool TryInt8(ref Utf8JsonReader reader, out sbyte? value)
    {
        value = Number(ref reader) && reader.TryGetSByte(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>16 bits, signed.</summary>
    public static bool TryInt16(ref Utf8JsonReader reader, out short? value)
    {
        value = Number(ref reader) && reader.TryGetInt16(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>32 bits, signed.</summary>
    public static bool TryInt32(ref Utf8JsonReader reader, out int? value)
    {
        value = Number(ref reader) && reader.TryGetInt32(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>64 bits, signed.</summary>
    public static bool TryInt64(ref Utf8JsonReader reader, out long? value)
    {
        value = Number(ref reader) && reader.TryGetInt64(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>8 bits, unsigned.</summary>
    public static bool TryUInt8(ref Utf8JsonReader reader, out byte? value)
    {
        value = Number(ref reader) && reader.TryGetByte(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>16 bits, unsigned.</summary>
    public static bool TryUInt16(ref Utf8JsonReader reader, out ushort? value)
    {
        value = Number(ref reader) && reader.TryGetUInt16(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>32 bits, unsigned.</summary>
    public static bool TryUInt32(ref Utf8JsonReader reader, out uint? value)
    {
        value = Number(ref reader) && reader.TryGetUInt32(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>64 bits, unsigned.</summary>
    public static bool TryUInt64(ref Utf8JsonReader reader, out ulong? value)
    {
        value = Number(ref reader) && reader.TryGetUInt64(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A number, or one of the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static bool TryFloat32(ref Utf8JsonReader reader, out float? value)
    {
        value = Number(ref reader) ? (reader.TryGetSingle(out var number) && float.IsFinite(number) ? number : null) : (float?)NotFinite(ref reader);
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A number, or one of the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static bool TryFloat64(ref Utf8JsonReader reader, out double? value)
    {
        value = Number(ref reader) ? (reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : null) : NotFinite(ref reader);
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A number.</summary>
    public static bool TryDecimal(ref Utf8JsonReader reader, out decimal? value)
    {
        value = Number(ref reader) && reader.TryGetDecimal(out var number) ? number : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A UUID.</summary>
    public static bool TryUuid(ref Utf8JsonReader reader, out Guid? value)
    {
        value = String(ref reader) && reader.TryGetGuid(out var guid) ? guid : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>An ISO 8601 date-time; one without an offset is UTC, whatever the zone of the machine.</summary>
    public static bool TryInstant(ref Utf8JsonReader reader, out DateTimeOffset? value)
    {
        value = null;
        if (String(ref reader))
        {
            if (HasOffset(reader.ValueSpan))
            {
                value = reader.TryGetDateTimeOffset(out var instant) ? instant : null;
            }
            else if (reader.TryGetDateTime(out var time))
            {
                value = new DateTimeOffset(time.Ticks, TimeSpan.Zero);
            }
        }

        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>An ISO 8601 date-time, given in UTC.</summary>
    public static bool TryDateTime(ref Utf8JsonReader reader, out DateTime? value)
    {
        var read = TryInstant(ref reader, out var instant);
        value = instant?.UtcDateTime;
        return read;
    }

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    public static bool TryDate(ref Utf8JsonReader reader, out DateOnly? value)
    {
        value = String(ref reader) && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A time of day, <c>HH:mm:ss</c> with up to seven digits of a second after it.</summary>
    public static bool TryTimeOfDay(ref Utf8JsonReader reader, out TimeOnly? value)
    {
        value = String(ref reader) && TimeOnly.TryParseExact(reader.GetString(), "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>A span of time, <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    public static bool TryDuration(ref Utf8JsonReader reader, out TimeSpan? value)
    {
        value = String(ref reader) && !reader.ValueIsEscaped && Utf8Parser.TryParse(reader.ValueSpan, out TimeSpan span, out var used, 'c') && used == reader.ValueSpan.Length ? span : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>Bytes in base64.</summary>
    public static bool TryBytes(ref Utf8JsonReader reader, out byte[]? value)
    {
        value = String(ref reader) && reader.TryGetBytesFromBase64(out var bytes) ? bytes : null;
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    /// <summary>Bytes in base64.</summary>
    public static bool TryBytes(ref Utf8JsonReader reader, out ReadOnlyMemory<byte>? value)
    {
        var read = TryBytes(ref reader, out byte[]? bytes);
        value = bytes is null ? null : bytes;
        return read;
    }

    private static bool Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number;
    }

    private static bool String(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String;
    }

    private static double? NotFinite(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? null
        : reader.ValueTextEquals("NaN"u8) ? double.NaN
        : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
        : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
        : null;

    // Only the time has a sign after the date: yyyy-MM-ddTHH:mm:ss+02:00.
    private static bool HasOffset(ReadOnlySpan<byte> iso) =>
        iso.Length > 10 && (iso[^1] == (byte)'Z' || iso[10..].ContainsAny((byte)'+', (byte)'-'));
}
