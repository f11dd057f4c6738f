using System.ComponentModel;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a tumbling window: one accumulator per window and key. A window fires once, when the watermark has passed its
/// end and the allowed lateness; later records go to the late output and are counted.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TumblingWindowBlock<TIn, TOut, TAccumulator> : SlicedWindowBlock<TIn, TOut, TAccumulator>
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    private readonly TumblingWindows _windows;
    private readonly KeyRound _round;

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records, 2 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="windows">Size and allowed lateness.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without keys, a window has one accumulator.</param>
    /// <param name="rejects">Whether a record whose sum overflows goes to the rejects; otherwise it stops the job.</param>
    public TumblingWindowBlock(LaneContext lane, TumblingWindows windows, bool isKeyed, bool rejects = false)
        : base(lane, (windows ?? throw new ArgumentNullException(nameof(windows))).Shape, isKeyed, rejects) => (_windows, _round) = (windows, new KeyRound(lane.State.Order));

    // A window with allowed lateness emits its result when the watermark is past the result's time by the lateness.
    private protected override long WatermarkBehind(long ticks) =>
        EventTime.Behind(ticks, _windows.AllowedLateness.Ticks);

    private protected override (long Start, long End) SliceOf(long ticks)
    {
        var start = _windows.StartOf(ticks);
        return (start, _windows.EndOf(start));
    }

    private protected override bool IsClosed(long slice, long watermark) => _windows.IsClosed(slice, watermark);

    private protected override async ValueTask FireAsync(long watermark)
    {
        var fired = 0;
        for (; fired < Open.Count && _windows.IsClosed(Open[fired].Id, watermark); fired++)
        {
            await FireAsync(Open[fired]);
            ClosedUntil = Math.Max(ClosedUntil, _windows.ClosedAt(Open[fired].Id));
        }

        Open.RemoveFirst(fired);
    }

    private async ValueTask FireAsync(StateNamespace<TAccumulator> window)
    {
        var bits = KeyRange.BitsFor(CountOf(window));
        for (var index = 0; index < 1 << bits; index++)
        {
            var range = new KeyRange(Lane.State.Order, index, bits);
            await LoadAsync(window, range);
            window.Values.Collect(range, _round);
            Fire(window);
            await EndRoundAsync();
        }
    }

    private void Fire(StateNamespace<TAccumulator> window)
    {
        var end = _windows.EndOf(window.Id);
        _round.Sort();
        for (var i = 0; i < _round.Count; i++)
        {
            var slot = _round[i].Slot;
            ref var accumulator = ref window.Values[slot].Value;
            Emit(ref accumulator, window.Id, end);
            accumulator.Release();
            window.Values.Forget(slot);
        }

        _round.Clear();
    }
}
