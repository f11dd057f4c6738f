using System.ComponentModel;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a sliding window: one accumulator per slice and key, merged when a window over the slice fires. A slice is removed
/// with the last window over it. A record is late when all windows that it belongs to are closed.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SlidingWindowBlock<TIn, TOut, TAccumulator> : SlicedWindowBlock<TIn, TOut, TAccumulator>
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    private readonly SlidingWindows _windows;
    private readonly KeyRound _round;

    // The merged accumulators of the current range of keys, which are adjacent in the order of the slices.
    private readonly StateTable<TAccumulator, NeverGone<TAccumulator>> _merged;

    private long _expectedKeys = long.MaxValue;

    // Keys of the range whose merged sums overflow.
    private readonly HashSet<UInt128> _overflowed = [];

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records, 2 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="windows">Size, slide and allowed lateness.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without keys, a window has one result.</param>
    /// <param name="rejects">Whether a record whose sum overflows goes to the rejects; otherwise it stops the job.</param>
    public SlidingWindowBlock(LaneContext lane, SlidingWindows windows, bool isKeyed, bool rejects = false)
        : base(lane, (windows ?? throw new ArgumentNullException(nameof(windows))).Shape, isKeyed, rejects) =>
        (_windows, _round, _merged) = (windows, new KeyRound(lane.State.Order), new StateTable<TAccumulator, NeverGone<TAccumulator>>(lane.State.Order.Next));

    // A window with allowed lateness emits its result when the watermark is past the result's time by the lateness.
    private protected override long WatermarkBehind(long ticks) =>
        EventTime.Behind(ticks, _windows.AllowedLateness.Ticks);

    private protected override (long Start, long End) SliceOf(long ticks) => _windows.SliceOf(ticks);

    private protected override bool IsClosed(long slice, long watermark) => _windows.IsClosed(_windows.LastWindowOf(slice), watermark);

    private protected override async ValueTask FireAsync(long watermark)
    {
        // Windows close in the order of their starts, so the watermark alone determines those that have fired.
        var next = _windows.FirstOpen(ClosedUntil);
        while (Open.Count > 0)
        {
            var start = Math.Max(next, _windows.FirstWindowOf(Open[0].Id));
            if (!_windows.IsClosed(start, watermark))
            {
                return;
            }

            await FireWindowAsync(start);
            ReleaseUntil(start);
            ClosedUntil = Math.Max(ClosedUntil, _windows.ClosedAt(start));
            next = start + _windows.Slide.Ticks;
        }
    }

    private async ValueTask FireWindowAsync(long start)
    {
        var (first, last) = (Open.IndexOf(start), Open.IndexOf(start + _windows.Size.Ticks));
        long most = 0;
        for (var i = first; i < last; i++)
        {
            most += CountOf(Open[i]);
        }

        // Slices have many keys in common: the number of different keys is about that of the window before.
        var bits = KeyRange.BitsFor(Math.Min(most, _expectedKeys));
        long keys = 0;
        for (var index = 0; index < 1 << bits; index++)
        {
            var range = new KeyRange(Lane.State.Order, index, bits);
            for (var i = first; i < last; i++)
            {
                await LoadAsync(Open[i], range);
                Open[i].Values.Collect(range, _round);
                Merge(Open[i].Values, start);
            }

            keys += _merged.Used;
            EmitMerged(start);
            await EndRoundAsync();
        }

        _expectedKeys = keys * 2;
    }

    private void Merge(StateTable<TAccumulator, NeverGone<TAccumulator>> slice, long start)
    {
        for (var i = 0; i < _round.Count; i++)
        {
            var (key, slot) = _round[i];
            if (_overflowed.Count > 0 && _overflowed.Contains(key))
            {
                continue;
            }

            ref var merged = ref _merged[_merged.FindOrAdd(key, long.MinValue, out _)].Value;
            try
            {
                merged.Merge(in slice[slot].Value);
            }
            catch (AggregateOverflowException fault)
            {
                _overflowed.Add(key);
                RejectWindow(start, start + _windows.Size.Ticks, fault);
            }
        }

        _round.Clear();
    }

    private void EmitMerged(long start)
    {
        _merged.Collect(KeyRange.All, _round);
        _round.Sort();
        for (var i = 0; i < _round.Count; i++)
        {
            var (key, slot) = _round[i];
            ref var accumulator = ref _merged[slot].Value;
            if (_overflowed.Count == 0 || !_overflowed.Contains(key))
            {
                Emit(ref accumulator, start, start + _windows.Size.Ticks);
            }

            accumulator.Release();
        }

        _round.Clear();
        _merged.Clear();
        _overflowed.Clear();
    }

    // Removes the slices that no window after this one contains.
    private void ReleaseUntil(long window)
    {
        var count = 0;
        for (; count < Open.Count && _windows.LastWindowOf(Open[count].Id) <= window; count++)
        {
            foreach (ref var slot in Open[count].Values.Slots)
            {
                if (slot.Key != UInt128.Zero)
                {
                    slot.Value.Release();
                }
            }
        }

        Open.RemoveFirst(count);
    }
}
