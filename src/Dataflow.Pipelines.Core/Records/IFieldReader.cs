namespace Dataflow.Pipelines;

/// <summary>
/// The fields of one message, by the index of their column in <see cref="RecordSchema.Columns"/>. A format implements it as a struct, so that the generated
/// <see cref="IRecord{TSelf}.TryReadFields"/> calls it directly. Each method returns <see langword="false"/> where the field is of another type or form,
/// and <see langword="null"/> where there is no value.
/// </summary>
public interface IFieldReader
{
    /// <summary>Whether the messages have such a field; if not, the member has its default.</summary>
    bool Has(int column);

    /// <summary>Whether the field has no value.</summary>
    bool IsNull(int column);

    /// <summary>Text.</summary>
    bool TryText(int column, out string? value);

    /// <summary>The UTF-8 bytes of a text, valid until the next call; <see langword="false"/> also where there is no value.</summary>
    bool TryUtf8(int column, out ReadOnlySpan<byte> text);

    /// <summary>True or false.</summary>
    bool TryBoolean(int column, out bool? value);

    /// <summary>8 bits, signed.</summary>
    bool TryInt8(int column, out sbyte? value);

    /// <summary>16 bits, signed.</summary>
    bool TryInt16(int column, out short? value);

    /// <summary>32 bits, signed.</summary>
    bool TryInt32(int column, out int? value);

    /// <summary>64 bits, signed.</summary>
    bool TryInt64(int column, out long? value);

    /// <summary>8 bits, unsigned.</summary>
    bool TryUInt8(int column, out byte? value);

    /// <summary>16 bits, unsigned.</summary>
    bool TryUInt16(int column, out ushort? value);

    /// <summary>32 bits, unsigned.</summary>
    bool TryUInt32(int column, out uint? value);

    /// <summary>64 bits, unsigned.</summary>
    bool TryUInt64(int column, out ulong? value);

    /// <summary>IEEE 754, 32 bits.</summary>
    bool TryFloat32(int column, out float? value);

    /// <summary>IEEE 754, 64 bits.</summary>
    bool TryFloat64(int column, out double? value);

    /// <summary>A decimal number, exact.</summary>
    bool TryDecimal(int column, out decimal? value);

    /// <summary>A UUID.</summary>
    bool TryUuid(int column, out Guid? value);

    /// <summary>An instant; one without an offset is UTC.</summary>
    bool TryInstant(int column, out DateTimeOffset? value);

    /// <summary>An instant, given in UTC.</summary>
    bool TryDateTime(int column, out DateTime? value);

    /// <summary>A day.</summary>
    bool TryDate(int column, out DateOnly? value);

    /// <summary>A time of day.</summary>
    bool TryTimeOfDay(int column, out TimeOnly? value);

    /// <summary>A duration.</summary>
    bool TryDuration(int column, out TimeSpan? value);

    /// <summary>Bytes, a copy that the record owns.</summary>
    bool TryBytes(int column, out byte[]? value);

    /// <summary>Bytes, which no longer change.</summary>
    bool TryBytes(int column, out ReadOnlyMemory<byte>? value);

    /// <summary>A record inside the record.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="value">The record.</param>
    /// <param name="reason">What is wrong inside the record; <see langword="null"/> where the field is not a record.</param>
    bool TryRecord<T>(int column, out T? value, out string? reason)
        where T : struct, IRecord<T>;

    /// <summary>Why the field is not of the requested type, as in <c>price is no number: "dear"</c>.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="fault">What it is not, as in <c>no number</c>.</param>
    string Wrong(int column, string fault);
}
