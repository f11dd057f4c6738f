using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>One column of a result: its type, and where its values stand in the current chunk.</summary>
internal sealed unsafe class ResultColumn
{
    private readonly byte _scale;
    private readonly DuckDbType _stored;
    private void* _data;
    private ulong* _validity;

    internal ResultColumn(ResultHandle result, int column)
    {
        Name = Marshal.PtrToStringUTF8(NativeMethods.ColumnName(result.Result, (ulong)column)) ?? "";
        using LogicalTypeHandle type = NativeMethods.ColumnType(result.Result, (ulong)column);
        Type = NativeMethods.TypeId(type);
        _stored = Type == DuckDbType.Decimal ? NativeMethods.DecimalInternalType(type) : Type;
        _scale = Type == DuckDbType.Decimal ? NativeMethods.DecimalScale(type) : (byte)0;
    }

    internal string Name { get; }

    internal DuckDbType Type { get; }

    internal void Attach(ChunkHandle chunk, int column)
    {
        nint vector = NativeMethods.ChunkVector(chunk, (ulong)column);
        _data = NativeMethods.VectorData(vector);
        _validity = NativeMethods.VectorValidity(vector);
    }

    internal bool IsValid(int row) => _validity is null || (_validity[row >> 6] >> (row & 63) & 1) != 0;

    internal object? Value(int row) => !IsValid(row) ? null : Type switch
    {
        DuckDbType.Boolean => ((byte*)_data)[row] != 0,
        DuckDbType.Int8 => ((sbyte*)_data)[row],
        DuckDbType.Int16 => ((short*)_data)[row],
        DuckDbType.Int32 => ((int*)_data)[row],
        DuckDbType.Int64 => ((long*)_data)[row],
        DuckDbType.UInt8 => ((byte*)_data)[row],
        DuckDbType.UInt16 => ((ushort*)_data)[row],
        DuckDbType.UInt32 => ((uint*)_data)[row],
        DuckDbType.UInt64 => ((ulong*)_data)[row],
        DuckDbType.Int128 => ((Int128*)_data)[row],
        DuckDbType.UInt128 => ((UInt128*)_data)[row],
        DuckDbType.Float32 => ((float*)_data)[row],
        DuckDbType.Float64 => ((double*)_data)[row],
        DuckDbType.Decimal => Decimal(row),
        DuckDbType.Text => Encoding.UTF8.GetString(NativeText.Bytes((NativeText*)_data + row)),
        DuckDbType.Bytes => NativeText.Bytes((NativeText*)_data + row).ToArray(),
        DuckDbType.Uuid => Uuid(((UInt128*)_data)[row]),
        DuckDbType.Date => DateOnly.FromDayNumber(checked(new DateOnly(1970, 1, 1).DayNumber + ((int*)_data)[row])),
        DuckDbType.Time => new TimeOnly(((long*)_data)[row] * TimeSpan.TicksPerMicrosecond),
        DuckDbType.Instant => DuckDbInstant.FromMicroseconds(((long*)_data)[row]),
        DuckDbType.Timestamp => DateTime.UnixEpoch.AddTicks(checked(((long*)_data)[row] * TimeSpan.TicksPerMicrosecond)),
        DuckDbType.TimestampSeconds => DateTime.UnixEpoch.AddTicks(checked(((long*)_data)[row] * TimeSpan.TicksPerSecond)),
        DuckDbType.TimestampMilliseconds => DateTime.UnixEpoch.AddTicks(checked(((long*)_data)[row] * TimeSpan.TicksPerMillisecond)),
        DuckDbType.TimestampNanoseconds => DateTime.UnixEpoch.AddTicks(((long*)_data)[row] / TimeSpan.NanosecondsPerTick),
        _ => throw new NotSupportedException($"Column '{Name}' has DuckDB's type number {(int)Type}, which has no CLR value here: cast it to VARCHAR in the statement."),
    };

    private decimal Decimal(int row)
    {
        Int128 unscaled = _stored switch
        {
            DuckDbType.Int16 => ((short*)_data)[row],
            DuckDbType.Int32 => ((int*)_data)[row],
            DuckDbType.Int64 => ((long*)_data)[row],
            _ => ((Int128*)_data)[row],
        };
        decimal value = (decimal)unscaled;
        for (int i = 0; i < _scale; i++)
        {
            value /= 10;
        }

        return value;
    }

    private static Guid Uuid(UInt128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, stored ^ (UInt128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }
}
