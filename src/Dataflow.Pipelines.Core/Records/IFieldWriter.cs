namespace Dataflow.Pipelines;

/// <summary>
/// Receives the fields of one record, each once, in the order of <see cref="RecordSchema.Columns"/>. A format implements it as a struct, so that the generated
/// <see cref="IRecord{TSelf}.WriteFields"/> calls it directly.
/// </summary>
public interface IFieldWriter
{
    /// <summary>No value.</summary>
    void WriteNull(int column);

    /// <summary>Text.</summary>
    void WriteText(int column, string value);

    /// <summary>True or false.</summary>
    void WriteBoolean(int column, bool value);

    /// <summary>8 bits, signed.</summary>
    void WriteInt8(int column, sbyte value);

    /// <summary>16 bits, signed.</summary>
    void WriteInt16(int column, short value);

    /// <summary>32 bits, signed.</summary>
    void WriteInt32(int column, int value);

    /// <summary>64 bits, signed.</summary>
    void WriteInt64(int column, long value);

    /// <summary>8 bits, unsigned.</summary>
    void WriteUInt8(int column, byte value);

    /// <summary>16 bits, unsigned.</summary>
    void WriteUInt16(int column, ushort value);

    /// <summary>32 bits, unsigned.</summary>
    void WriteUInt32(int column, uint value);

    /// <summary>64 bits, unsigned.</summary>
    void WriteUInt64(int column, ulong value);

    /// <summary>IEEE 754, 32 bits.</summary>
    void WriteFloat32(int column, float value);

    /// <summary>IEEE 754, 64 bits.</summary>
    void WriteFloat64(int column, double value);

    /// <summary>A decimal number.</summary>
    void WriteDecimal(int column, decimal value);

    /// <summary>A UUID.</summary>
    void WriteUuid(int column, Guid value);

    /// <summary>An instant.</summary>
    void WriteInstant(int column, DateTimeOffset value);

    /// <summary>An instant; one of unspecified kind is UTC.</summary>
    void WriteDateTime(int column, DateTime value);

    /// <summary>A day.</summary>
    void WriteDate(int column, DateOnly value);

    /// <summary>A time of day.</summary>
    void WriteTimeOfDay(int column, TimeOnly value);

    /// <summary>A duration.</summary>
    void WriteDuration(int column, TimeSpan value);

    /// <summary>Bytes.</summary>
    void WriteBytes(int column, ReadOnlySpan<byte> value);

    /// <summary>A record inside the record.</summary>
    void WriteRecord<T>(int column, in T value)
        where T : struct, IRecord<T>;
}
