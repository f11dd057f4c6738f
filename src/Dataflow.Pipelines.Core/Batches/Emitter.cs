using System.Runtime.CompilerServices;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines;

/// <summary>
/// Collects the emitted records of a node in pooled batches: a flat map or side output receives it as <c>ref Emitter&lt;T&gt;</c>.
/// A method must not store it.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public struct Emitter<T>
    where T : struct, IRecord<T>
{
    private readonly BatchPool<T> _pool;
    private Queue<RecordBatch<T>>? _full;
    private RecordBatch<T>? _batch;
    private T[] _records;
    private long[] _times;
    private int _count;

    /// <summary>An emitter that fills batches of the pool.</summary>
    public Emitter(BatchPool<T> pool)
    {
        _pool = pool;
        _records = [];
        _times = [];
    }

    /// <summary>Event time of the next records, UTC ticks: that of the node's input record.</summary>
    public long Time { readonly get; set; }

    /// <summary>Records that were emitted and not taken yet.</summary>
    public readonly int Count => _count + (_full is null ? 0 : _full.Count * RecordBatch<T>.Capacity);

    /// <summary>Emits a record with the event time of the node's input record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Emit(in T record)
    {
        var at = _count;
        if ((uint)at >= (uint)_records.Length)
        {
            Next();
            at = 0;
        }

        _records[at] = record;
        _times[at] = Time;
        _count = at + 1;
    }

    /// <summary>Emits a record with the columns of its input row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="origin">The node's input batch.</param>
    /// <param name="row">Index in the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Emit(in T record, RecordBatch origin, int row)
    {
        Emit(in record);
        _batch!.CopyRow(_count - 1, origin, row);
    }

    /// <summary>Emits a record with the source position of its input.</summary>
    public void Emit(in T record, in SourcePosition position)
    {
        Emit(in record);
        _batch!.SetPosition(_count - 1, in position);
    }

    /// <summary>Sets the columns of the records emitted since a count to those of their input row.</summary>
    /// <param name="since"><see cref="Count"/> before the records.</param>
    /// <param name="origin">The node's input batch.</param>
    /// <param name="row">Index in the batch.</param>
    public readonly void Stamp(int since, RecordBatch origin, int row)
    {
        if (origin.HasPositions || origin.HasKinds)
        {
            Stamp(since, origin.RowAt(row));
        }
    }

    /// <summary>Sets the source position of the records emitted since a count.</summary>
    /// <param name="since"><see cref="Count"/> before the records.</param>
    /// <param name="position">The source position of their input.</param>
    public readonly void Stamp(int since, in SourcePosition position) => Stamp(since, new BatchRow(Time, RowKind.Insert, position));

    /// <summary>Emits a record that has waited, with its columns.</summary>
    internal void Emit(in T record, in BatchRow row)
    {
        Emit(in record);
        _batch!.SetRow(_count - 1, in row);
    }

    /// <summary>Hands over the next batch, full ones first; false where there is none.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RecordBatch<T>? taken)
    {
        if (_full is not null && _full.TryDequeue(out taken))
        {
            return true;
        }

        if (_count == 0)
        {
            taken = null;
            return false;
        }

        taken = _batch!;
        taken.Count = _count;
        _batch = null;
        _records = [];
        _times = [];
        _count = 0;
        return true;
    }

    private readonly void Stamp(int since, in BatchRow row)
    {
        var at = 0;
        foreach (var filled in _full ?? [])
        {
            Stamp(filled, Math.Max(0, since - at), filled.Count, in row);
            at += filled.Count;
        }

        if (_batch is not null)
        {
            Stamp(_batch, Math.Max(0, since - at), _count, in row);
        }
    }

    private static void Stamp(RecordBatch<T> batch, int from, int to, in BatchRow row)
    {
        for (var at = from; at < to; at++)
        {
            batch.SetRow(at, in row);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Next()
    {
        if (_batch is not null)
        {
            _batch.Count = _count;
            (_full ??= []).Enqueue(_batch);
        }

        _batch = _pool.Rent();
        _records = _batch.Records;
        _times = _batch.Times;
        _count = 0;
    }
}
