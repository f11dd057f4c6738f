using System.Buffers;
using Parquet.Meta;
using Encoding = System.Text.Encoding;

namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// A column of texts, held by reference until they are encoded. Parquet orders texts by their UTF-8; Parquet.Net compares UTF-16, in which
/// U+E000 to U+FFFF (including full-width forms) are after the surrogates of emoji.
/// </summary>
internal sealed class TextBuffer(ParquetColumn column) : ColumnBuffer<ReadOnlyMemory<char>>(column)
{
    private long _characters;

    public override long HeldBytes => base.HeldBytes + (_characters * sizeof(char));

    public override long ContentBytes => base.ContentBytes + (_characters * sizeof(char));

    protected override void OnAdded(ReadOnlySpan<ReadOnlyMemory<char>> values)
    {
        foreach (var value in values)
        {
            _characters += value.Length;
        }
    }

    protected override void SetBoundsOfValues(Statistics statistics)
    {
        var values = Values;
        foreach (var value in values)
        {
            if (value.Span.ContainsAnyInRange('\uD800', '\uFFFF'))
            {
                SetBoundsByBytes(values, statistics);
                return;
            }
        }

        // Below the surrogates the two orders are the same.
        ColumnBounds.Set(statistics, statistics.MinValue!, statistics.MaxValue!);
    }

    // Only texts that may be out of order are encoded.
    private static void SetBoundsByBytes(ReadOnlySpan<ReadOnlyMemory<char>> values, Statistics statistics)
    {
        ReadOnlyMemory<char>? min = null;
        ReadOnlyMemory<char>? max = null;
        byte[]? least = null;
        byte[]? greatest = null;
        foreach (var value in values)
        {
            if (!value.Span.ContainsAnyInRange('\uD800', '\uFFFF'))
            {
                min = min is null || value.Span.SequenceCompareTo(min.Value.Span) < 0 ? value : min;
                max = max is null || value.Span.SequenceCompareTo(max.Value.Span) > 0 ? value : max;
                continue;
            }

            Widen(value.Span, ref least, ref greatest);
        }

        if (min is not null)
        {
            Widen(min.Value.Span, ref least, ref greatest);
            Widen(max!.Value.Span, ref least, ref greatest);
        }

        ColumnBounds.Set(statistics, least!, greatest!);
    }

    // A surrogate without its other half is encoded as U+FFFD: the bounds follow the bytes in the file.
    private static void Widen(ReadOnlySpan<char> text, ref byte[]? least, ref byte[]? greatest)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        ReadOnlySpan<byte> value = buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
        if (least is null || value.SequenceCompareTo(least) < 0)
        {
            least = value.ToArray();
        }

        if (greatest is null || value.SequenceCompareTo(greatest) > 0)
        {
            greatest = value.ToArray();
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
