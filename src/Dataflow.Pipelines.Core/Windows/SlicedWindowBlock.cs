using System.ComponentModel;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a window whose records go to slices of event time: one accumulator per slice and key, updated once per record. A window fires
/// in rounds, a <see cref="KeyRange"/> at a time, so that its results are never all in memory.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlicedWindowBlock<TIn, TOut, TAccumulator> : WindowBlock<TIn, TOut, TAccumulator>
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    private readonly NamespacedEntries<TAccumulator, AccumulatorCodec<TAccumulator, TIn, TOut>> _entries;
    private StateNamespace<TAccumulator>? _current;
    private long _currentEnd;

    private protected SlicedWindowBlock(LaneContext lane, string shape, bool isKeyed, bool rejects)
        : base(lane, shape, isKeyed, rejects) =>
        _entries = lane.State.Add(new NamespacedEntries<TAccumulator, AccumulatorCodec<TAccumulator, TIn, TOut>>("windows", shape, OtherShape));

    /// <summary>The slices that hold records of open windows, by their starts.</summary>
    private protected NamespacedTable<TAccumulator> Open => _entries.Table;

    /// <summary>The slice that a time belongs to; UTC ticks.</summary>
    private protected abstract (long Start, long End) SliceOf(long ticks);

    /// <summary>Whether all windows that contain the slice are closed.</summary>
    private protected abstract bool IsClosed(long slice, long watermark);

    /// <summary>Fires the windows that the watermark closes, and removes the slices that no other window needs.</summary>
    private protected abstract ValueTask FireAsync(long watermark);

    /// <summary>Keys of a slice, in memory or not.</summary>
    private protected long CountOf(StateNamespace<TAccumulator> slice) => slice.Values.Used + Lane.State.CountCold(_entries, slice.Id);

    /// <summary>Loads a range of the keys of a slice.</summary>
    private protected ValueTask LoadAsync(StateNamespace<TAccumulator> slice, KeyRange range) => Lane.State.LoadAsync(_entries, slice.Id, range);

    private protected sealed override ValueTask LoadAsync(RecordBatch<TIn> batch)
    {
        if (!Lane.State.HasCold(_entries))
        {
            return ValueTask.CompletedTask;
        }

        var slices = new long[batch.Count];
        for (var i = 0; i < slices.Length; i++)
        {
            slices[i] = SliceOf(batch.Times[i]).Start;
        }

        if (IsKeyed)
        {
            return Lane.State.LoadAsync(_entries, KeysOf(batch), slices);
        }

        slices = [.. slices.Distinct()];
        return Lane.State.LoadAsync(_entries, Enumerable.Repeat(StateKey.None, slices.Length).ToArray(), slices);
    }

    private protected sealed override async ValueTask OnWatermarkAsync(long ticks)
    {
        _current = null;
        await FireAsync(ticks);

        // The end of the data closes the open windows, but not those of records that a later start will read.
        ClosedUntil = ticks == Blocks.Watermark.End ? ClosedUntil : Math.Max(ClosedUntil, ticks);
    }

    private protected sealed override void Process(RecordBatch<TIn> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        var times = batch.Times.AsSpan(0, batch.Count);
        while (next < times.Length)
        {
            if (_current is null || times[next] < _current.Id || times[next] >= _currentEnd)
            {
                var slice = SliceOf(times[next]);
                if (IsClosed(slice.Start, watermark))
                {
                    EmitLate(batch, next++);
                    continue;
                }

                (_current, _currentEnd) = (Open.GetOrAdd(slice.Start), slice.End);
            }

            // Nearly all records are of the slice of the one before: the table is looked up once per run of them.
            var (start, end, stop) = (_current.Id, _currentEnd, next + 1);
            while (stop < times.Length && times[stop] >= start && times[stop] < end)
            {
                stop++;
            }

            Add(_current.Values, batch, ref next, stop);
        }
    }

    private void Add(StateTable<TAccumulator, NeverGone<TAccumulator>> values, RecordBatch<TIn> batch, ref int next, int stop)
    {
        var hash = Lane.Job.Keys;
        if (IsKeyed)
        {
            var keys = batch.Keys.AsSpan(0, stop);
            for (; next < stop; next++)
            {
                if (next + StateKey.Ahead < stop)
                {
                    values.Prefetch(keys[next + StateKey.Ahead]);
                }

                values[values.FindOrAdd(StateKey.Stored(keys[next]), long.MinValue, out _)].Value.Add(in batch.Records[next], batch.Times[next], hash);
            }

            return;
        }

        ref var accumulator = ref values[values.FindOrAdd(StateKey.None, long.MinValue, out _)].Value;
        for (; next < stop; next++)
        {
            accumulator.Add(in batch.Records[next], batch.Times[next], hash);
        }
    }
}
