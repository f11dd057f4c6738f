using System.Buffers;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Rows of a batch on their way to a file: a hold on the batch, and which of its rows. Given back once, with <see cref="Release"/>.</summary>
internal readonly struct RecordRows<T>
    where T : struct, IRecord<T>
{
    private readonly RecordBatch<T> _batch;
    private readonly int[]? _selected;

    private RecordRows(RecordBatch<T> batch, int[]? selected, int count)
    {
        _batch = batch;
        _selected = selected;
        Count = count;
    }

    internal int Count { get; }

    /// <summary>Holds the batch, and copies <paramref name="rows"/>: those of the batch to take, ascending; none means all.</summary>
    internal static RecordRows<T> Hold(RecordBatch<T> batch, ReadOnlySpan<int> rows)
    {
        batch.Retain();
        if (rows.IsEmpty || rows.Length == batch.Count)
        {
            return new(batch, null, batch.Count);
        }

        int[] selected = ArrayPool<int>.Shared.Rent(rows.Length);
        rows.CopyTo(selected);
        return new(batch, selected, rows.Length);
    }

    /// <summary>
    /// Records from a row on: those of the batch itself where they stand together, else copies of them in <paramref name="scratch"/>.
    /// </summary>
    internal ReadOnlySpan<T> Records(int from, int count, T[] scratch)
    {
        if (_selected is null)
        {
            return _batch.Span.Slice(from, count);
        }

        ReadOnlySpan<int> selected = _selected.AsSpan(from, count);
        if (selected[^1] - selected[0] == count - 1)
        {
            return _batch.Span.Slice(selected[0], count);
        }

        T[] records = _batch.Records;
        for (int i = 0; i < selected.Length; i++)
        {
            scratch[i] = records[selected[i]];
        }

        return scratch.AsSpan(0, count);
    }

    internal void Release()
    {
        if (_selected is not null)
        {
            ArrayPool<int>.Shared.Return(_selected);
        }

        _batch.Release();
    }
}
