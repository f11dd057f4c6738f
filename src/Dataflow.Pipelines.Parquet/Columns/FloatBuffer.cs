using System.Numerics;
using Parquet.Meta;

namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// A column of floating point numbers. Readers do not agree on the order of NaN, so a row group that has one has no bounds; and a
/// bound that is zero covers both zeros, as the format requires. Parquet.Net does neither.
/// </summary>
internal sealed class FloatBuffer<TValue>(ParquetColumn column) : ColumnBuffer<TValue>(column)
    where TValue : unmanaged, IBinaryFloatingPointIeee754<TValue>
{
    protected override void SetBoundsOfValues(Statistics statistics)
    {
        var min = TValue.PositiveInfinity;
        var max = TValue.NegativeInfinity;
        foreach (var value in Values)
        {
            if (TValue.IsNaN(value))
            {
                ColumnBounds.Clear(statistics);
                return;
            }

            min = value < min ? value : min;
            max = value > max ? value : max;
        }

        statistics.Min = statistics.MinValue = Bytes(TValue.IsZero(min) ? TValue.NegativeZero : min);
        statistics.Max = statistics.MaxValue = Bytes(TValue.IsZero(max) ? TValue.Zero : max);
    }

    private static byte[] Bytes(TValue value)
    {
        // The format's numbers are little-endian on every machine.
        Span<TValue> one = [value];
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(one).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}
