using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Dataflow.Pipelines.Parquet;

/// <summary>A column of values of one type. The bounds that Parquet.Net computes for integers and decimals are right.</summary>
internal class ColumnBuffer<TValue>(ParquetColumn column) : ColumnBuffer(column)
    where TValue : struct
{
    private TValue[] _values = [];
    private int _count;

    /// <summary>Receives the values of the batch.</summary>
    public Span<TValue> BatchValues => _values.AsSpan(_count, BatchRows);

    public override long HeldBytes => base.HeldBytes + ((long)_values.Length * Unsafe.SizeOf<TValue>());

    public override long ContentBytes => base.ContentBytes + ((long)_count * Unsafe.SizeOf<TValue>());

    protected ReadOnlySpan<TValue> Values => _values.AsSpan(0, _count);

    public sealed override void BeginBatch(int rows)
    {
        base.BeginBatch(rows);
        PooledArray.Grow(ref _values, _count, rows);
    }

    public sealed override void EndBatch()
    {
        OnAdded(_values.AsSpan(_count, BatchCount));
        _count += BatchCount;
        base.EndBatch();
    }

    public sealed override Task WriteAsync(ParquetRowGroupWriter group, DataField field) =>
        group.WriteAllPartsAsync<TValue>(field, _values.AsMemory(0, _count), Presence, repetitionLevels: null, CancellationToken.None);

    public sealed override void SetBounds(Statistics statistics)
    {
        if (_count == 0)
        {
            ColumnBounds.Clear(statistics);
        }
        else
        {
            SetBoundsOfValues(statistics);
        }
    }

    public sealed override void Release()
    {
        base.Release();
        PooledArray.Return(ref _values);
    }

    /// <summary>Receives the values of each batch once.</summary>
    protected virtual void OnAdded(ReadOnlySpan<TValue> values)
    {
    }

    /// <summary>As <see cref="SetBounds"/>, where there is a value.</summary>
    protected virtual void SetBoundsOfValues(Statistics statistics)
    {
    }
}
