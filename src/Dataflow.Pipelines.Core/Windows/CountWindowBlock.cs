using System.ComponentModel;
using System.Globalization;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a count window: every N records of a key, in arrival order, are one window. It fires with its last
/// record, at the latest event time among them; time closes no window, and no record is late. A window that is not full at the end of the
/// data stays in the checkpoint.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CountWindowBlock<TIn, TOut, TAccumulator> : WindowBlock<TIn, TOut, TAccumulator>
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    private readonly int _count;
    private readonly KeyedTable<CountedWindow<TAccumulator>, CountedWindow<TAccumulator>> _open;

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records, of which there are none, 2 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="count">Records in a window, at least 1.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without keys, all records share one.</param>
    /// <param name="rejects">Whether a record whose sum overflows goes to the rejects; otherwise it stops the job.</param>
    public CountWindowBlock(LaneContext lane, int count, bool isKeyed, bool rejects = false)
        : base(lane, string.Create(CultureInfo.InvariantCulture, $"count {count}"), isKeyed, rejects)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _count = count;
        _open = lane.State.Add(new KeyedEntries<CountedWindow<TAccumulator>, CountedWindow<TAccumulator>, CountedWindowCodec<TAccumulator, TIn, TOut>>("windows", Shape, OtherShape)).Table;
    }

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        ClosedUntil = ticks == Blocks.Watermark.End ? ClosedUntil : Math.Max(ClosedUntil, ticks);
        return ValueTask.CompletedTask;
    }

    private protected override void Process(RecordBatch<TIn> batch, ref int next)
    {
        for (; next < batch.Count; next++)
        {
            var key = IsKeyed ? batch.Keys[next] : default;
            ref var window = ref _open.Of(key);
            window.Accumulator.Add(in batch.Records[next], batch.Times[next], Lane.Job.Keys);
            window.Latest = window.Count > 0 ? Math.Max(window.Latest, batch.Times[next]) : batch.Times[next];
            if (++window.Count == _count)
            {
                Emit(ref window.Accumulator, window.Latest, window.Latest + 1);
                window.Accumulator.Release();
                window = default;
                _open.NoteRemoved(key);
            }
        }
    }
}
