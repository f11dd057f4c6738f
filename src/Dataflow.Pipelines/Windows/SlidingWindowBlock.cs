using System.ComponentModel;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a sliding window: one accumulator a slice and key, merged when a window over the slice fires. A slice is given up
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
    private readonly Dictionary<UInt128, TAccumulator> _merged = [];

    // Keys of the window at hand whose slices do not fit together.
    private readonly HashSet<UInt128> _overflowed = [];

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records, 2 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="windows">Size, slide and allowed lateness.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without, a window has one result.</param>
    /// <param name="rejects">Whether a record whose sum overflows goes to the rejects; without, it stops the job.</param>
    public SlidingWindowBlock(LaneContext lane, SlidingWindows windows, bool isKeyed, bool rejects = false)
        : base(lane, (windows ?? throw new ArgumentNullException(nameof(windows))).Shape, isKeyed, rejects) => _windows = windows;

    // A window that waits for late records puts its result out when the watermark is past the result's time by the lateness.
    private protected override long WatermarkBehind(long ticks) =>
        EventTime.Behind(ticks, _windows.AllowedLateness.Ticks);

    private protected override (long Start, long End) SliceOf(long ticks) => _windows.SliceOf(ticks);

    private protected override bool IsClosed(long slice, long watermark) => _windows.IsClosed(_windows.LastWindowOf(slice), watermark);

    private protected override void Fire(long watermark)
    {
        // Windows close in the order of their starts, so those that have fired are told by the watermark alone.
        var next = _windows.FirstOpen(ClosedUntil);
        while (Open.Count > 0)
        {
            var start = Math.Max(next, _windows.FirstWindowOf(Open[0].Start));
            if (!_windows.IsClosed(start, watermark))
            {
                return;
            }

            FireWindow(start);
            ReleaseUntil(start);
            ClosedUntil = Math.Max(ClosedUntil, _windows.ClosedAt(start));
            next = start + _windows.Slide.Ticks;
        }
    }

    private void FireWindow(long start)
    {
        var end = start + _windows.Size.Ticks;
        for (var i = Open.IndexOf(start); i < Open.Count && Open[i].Start < end; i++)
        {
            var slice = Open[i].Accumulators;
            foreach (var key in slice.Keys)
            {
                Merge(key, in CollectionsMarshal.GetValueRefOrNullRef(slice, key), start, end);
            }
        }

        foreach (var key in SortedKeys(_merged))
        {
            ref var accumulator = ref CollectionsMarshal.GetValueRefOrNullRef(_merged, key);
            Emit(ref accumulator, start, end);
            accumulator.Release();
        }

        _merged.Clear();
        _overflowed.Clear();
    }

    private void Merge(UInt128 key, in TAccumulator slice, long start, long end)
    {
        if (_overflowed.Count > 0 && _overflowed.Contains(key))
        {
            return;
        }

        try
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_merged, key, out _).Merge(in slice);
        }
        catch (AggregateOverflowException fault)
        {
            _merged.Remove(key, out var incomplete);
            incomplete.Release();
            _overflowed.Add(key);
            RejectWindow(start, end, fault);
        }
    }

    // No window after this one reaches back to them.
    private void ReleaseUntil(long window)
    {
        var count = 0;
        for (; count < Open.Count && _windows.LastWindowOf(Open[count].Start) <= window; count++)
        {
            var slice = Open[count].Accumulators;
            foreach (var key in slice.Keys)
            {
                CollectionsMarshal.GetValueRefOrNullRef(slice, key).Release();
            }
        }

        Open.RemoveFirst(count);
    }
}
