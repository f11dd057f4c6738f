using System.Buffers.Binary;
using Parquet.Meta;

namespace Dataflow.Pipelines.Parquet;

/// <summary>A column of UUIDs. Parquet orders them by their bytes, most significant first; Parquet.Net writes the bounds in .NET's mixed byte order.</summary>
internal sealed class UuidBuffer(ParquetColumn column) : ColumnBuffer<Guid>(column)
{
    protected override void SetBoundsOfValues(Statistics statistics)
    {
        Span<byte> bytes = stackalloc byte[16];
        var min = UInt128.MaxValue;
        var max = UInt128.MinValue;
        foreach (var value in Values)
        {
            value.TryWriteBytes(bytes, bigEndian: true, out _);
            var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            min = UInt128.Min(min, number);
            max = UInt128.Max(max, number);
        }

        ColumnBounds.Set(statistics, Bytes(min), Bytes(max));
    }

    private static byte[] Bytes(UInt128 number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return bytes;
    }
}
