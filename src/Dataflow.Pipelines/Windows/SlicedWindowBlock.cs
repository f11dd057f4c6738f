using System.ComponentModel;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A lane of a window whose records go to slices of event time: one accumulator a slice and key, touched once a record.</summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlicedWindowBlock<TIn, TOut, TAccumulator> : WindowBlock<TIn, TOut, TAccumulator>
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    private Slice<TAccumulator>? _current;

    private protected SlicedWindowBlock(LaneContext lane, string shape, bool isKeyed, bool rejects)
        : base(lane, shape, isKeyed, rejects)
    {
    }

    /// <summary>The slices that hold records of open windows.</summary>
    private protected SliceTable<TAccumulator> Open { get; } = new();

    private protected sealed override bool IsEmpty => Open.Count == 0;

    /// <summary>The slice that a time belongs to; UTC ticks.</summary>
    private protected abstract (long Start, long End) SliceOf(long ticks);

    /// <summary>Whether all windows that the slice lies in are closed.</summary>
    private protected abstract bool IsClosed(long slice, long watermark);

    /// <summary>Fires the windows that the watermark closes, and gives up the slices that no other window needs.</summary>
    private protected abstract void Fire(long watermark);

    private protected sealed override ValueTask OnWatermarkAsync(long ticks)
    {
        Fire(ticks);

        // The end of the data closes what is open and not what a later start will read.
        ClosedUntil = ticks == Blocks.Watermark.End ? ClosedUntil : Math.Max(ClosedUntil, ticks);
        _current = null;
        return ValueTask.CompletedTask;
    }

    private protected sealed override void Process(RecordBatch<TIn> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        var times = batch.Times.AsSpan(0, batch.Count);
        while (next < times.Length)
        {
            if (_current is null || times[next] < _current.Start || times[next] >= _current.End)
            {
                var slice = SliceOf(times[next]);
                if (IsClosed(slice.Start, watermark))
                {
                    EmitLate(batch, next++);
                    continue;
                }

                _current = Open.GetOrAdd(slice.Start, slice.End);
            }

            // Nearly all records are of the slice of the one before: a run of them costs one look-up.
            var (start, end, stop) = (_current.Start, _current.End, next + 1);
            while (stop < times.Length && times[stop] >= start && times[stop] < end)
            {
                stop++;
            }

            Add(_current.Accumulators, batch, ref next, stop);
        }
    }

    private protected static UInt128[] SortedKeys(Dictionary<UInt128, TAccumulator> accumulators)
    {
        // In the order of the keys: the same window gives the same order in every run.
        var keys = accumulators.Keys.ToArray();
        Array.Sort(keys);
        return keys;
    }

    private protected sealed override void Write(BinaryWriter writer)
    {
        writer.Write(Open.Count);
        for (var i = 0; i < Open.Count; i++)
        {
            var accumulators = Open[i].Accumulators;
            writer.Write(Open[i].Start);
            writer.Write(accumulators.Count);
            foreach (var key in accumulators.Keys)
            {
                WriteKey(writer, key);
                CollectionsMarshal.GetValueRefOrNullRef(accumulators, key).Write(writer);
            }
        }
    }

    private protected sealed override void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var slice = SliceOf(reader.ReadInt64());
            Slice<TAccumulator>? mine = null;
            for (var keys = reader.ReadInt32(); keys > 0; keys--)
            {
                var key = ReadKey(reader);
                var accumulator = default(TAccumulator);
                accumulator.Read(reader);
                if (IsMine(key))
                {
                    (mine ??= Open.GetOrAdd(slice.Start, slice.End)).Accumulators[key] = accumulator;
                }
                else
                {
                    accumulator.Release();
                }
            }
        }
    }

    private void Add(Dictionary<UInt128, TAccumulator> accumulators, RecordBatch<TIn> batch, ref int next, int stop)
    {
        var hash = Lane.Keys;
        if (IsKeyed)
        {
            for (; next < stop; next++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(accumulators, batch.Keys[next], out _).Add(in batch.Records[next], batch.Times[next], hash);
            }

            return;
        }

        ref var accumulator = ref CollectionsMarshal.GetValueRefOrAddDefault(accumulators, default, out _);
        for (; next < stop; next++)
        {
            accumulator.Add(in batch.Records[next], batch.Times[next], hash);
        }
    }
}
