using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A record with a column of every type, each of which may be null; its columns are written as the generator writes them.</summary>
internal readonly record struct EveryType(
    bool? Flag, sbyte? I8, short? I16, int? I32, long? I64, byte? U8, ushort? U16, uint? U32, ulong? U64, float? F32, double? F64,
    decimal? Amount, DateTimeOffset? At, DateOnly? Day, TimeOnly? Clock, TimeSpan? Lasted, Guid? Id, string? Text, byte[]? Bytes) : IRecord<EveryType>
{
    public static RecordSchema Schema { get; } = new("every_type",
    [
        new("flag", ColumnType.Boolean, true), new("i8", ColumnType.Int8, true), new("i16", ColumnType.Int16, true), new("i32", ColumnType.Int32, true),
        new("i64", ColumnType.Int64, true), new("u8", ColumnType.UInt8, true), new("u16", ColumnType.UInt16, true), new("u32", ColumnType.UInt32, true),
        new("u64", ColumnType.UInt64, true), new("f32", ColumnType.Float32, true), new("f64", ColumnType.Float64, true), new("amount", ColumnType.Decimal, true),
        new("at", ColumnType.Instant, true), new("day", ColumnType.Date, true), new("clock", ColumnType.TimeOfDay, true), new("lasted", ColumnType.Duration, true),
        new("id", ColumnType.Uuid, true), new("text", ColumnType.Text, true), new("bytes", ColumnType.Bytes, true),
    ]);

    public static void WriteColumns<TColumns>(ReadOnlySpan<EveryType> records, ref TColumns columns)
        where TColumns : struct, IColumnWriter
    {
        Write(records, ref columns, 0, static r => r.Flag, static v => v);
        Write(records, ref columns, 1, static r => r.I8, static v => v);
        Write(records, ref columns, 2, static r => r.I16, static v => v);
        Write(records, ref columns, 3, static r => r.I32, static v => v);
        Write(records, ref columns, 4, static r => r.I64, static v => v);
        Write(records, ref columns, 5, static r => r.U8, static v => v);
        Write(records, ref columns, 6, static r => r.U16, static v => v);
        Write(records, ref columns, 7, static r => r.U32, static v => v);
        Write(records, ref columns, 8, static r => r.U64, static v => v);
        Write(records, ref columns, 9, static r => r.F32, static v => v);
        Write(records, ref columns, 10, static r => r.F64, static v => v);
        Write(records, ref columns, 11, static r => r.Amount, ColumnValue.Decimal);
        Write(records, ref columns, 12, static r => r.At, ColumnValue.Instant);
        Write(records, ref columns, 13, static r => r.Day, ColumnValue.Date);
        Write(records, ref columns, 14, static r => r.Clock, ColumnValue.TimeOfDay);
        Write(records, ref columns, 15, static r => r.Lasted, ColumnValue.Duration);
        Write(records, ref columns, 16, static r => r.Id, static v => v);
        for (int row = 0; row < records.Length; row++)
        {
            if (records[row].Text is { } text)
            {
                columns.Text(17, row, text);
            }
            else
            {
                columns.Null(17, row);
            }

            if (records[row].Bytes is { } bytes)
            {
                columns.Bytes(18, row, bytes);
            }
            else
            {
                columns.Null(18, row);
            }
        }
    }

    public static bool TryReadJson(ReadOnlySpan<byte> utf8, JsonDecoder decoder, out EveryType record, [NotNullWhen(false)] out string? reason) =>
        throw new NotSupportedException("Files hold columns, no JSON.");

    public static void WriteJson(Utf8JsonWriter writer, in EveryType record) => throw new NotSupportedException("Files hold columns, no JSON.");

    private static void Write<TColumns, TMember, TValue>(
        ReadOnlySpan<EveryType> records, ref TColumns columns, int column, Func<EveryType, TMember?> member, Func<TMember, TValue> value)
        where TColumns : struct, IColumnWriter
        where TMember : struct
        where TValue : unmanaged
    {
        Span<TValue> values = columns.Values<TValue>(column);
        for (int row = 0; row < records.Length; row++)
        {
            if (member(records[row]) is { } given)
            {
                values[row] = value(given);
            }
            else
            {
                columns.Null(column, row);
            }
        }
    }
}
