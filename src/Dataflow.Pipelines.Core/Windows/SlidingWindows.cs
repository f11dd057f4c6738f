using System.ComponentModel;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Windows of one length that begin one slide after the other, aligned to the Unix epoch in UTC. They consist of
/// slices, each of which is completely inside a window or outside it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SlidingWindows
{
    /// <summary>Most slices in a window: each is a separate table, and firing a window reads all of them.</summary>
    public const int MaxSlices = 10_000;

    private readonly long _size;
    private readonly long _slide;
    private readonly long _lateness;
    private readonly long _offset;
    private readonly long _slice;

    /// <summary>Windows of a length and a slide.</summary>
    /// <param name="size">Length, above zero.</param>
    /// <param name="slide">Time from the start of a window to that of the next, above zero and not above the length.</param>
    /// <param name="allowedLateness">How long a window stays open after the watermark has passed its end, not negative.</param>
    /// <param name="offset">How long after the epoch windows begin; not negative and below the slide.</param>
    /// <exception cref="ArgumentException">A duration does not fit, or a window would have more than <see cref="MaxSlices"/> slices.</exception>
    public SlidingWindows(TimeSpan size, TimeSpan slide, TimeSpan allowedLateness = default, TimeSpan offset = default)
    {
        WindowDuration.ExpectPositive(slide, nameof(slide));
        WindowDuration.ExpectAtMost(slide, nameof(slide), size, nameof(size));
        WindowDuration.ExpectNotNegative(allowedLateness, nameof(allowedLateness));
        WindowDuration.ExpectNotNegative(offset, nameof(offset));
        WindowDuration.ExpectBelow(offset, nameof(offset), slide, nameof(slide));
        (_size, _slide, _lateness, _offset) = (size.Ticks, slide.Ticks, allowedLateness.Ticks, offset.Ticks);
        _slice = Alignment.CommonStep(size.Ticks, slide.Ticks);
        if (size.Ticks / _slice > MaxSlices)
        {
            throw new ArgumentException(
                $"Windows of {Duration.ToText(size)} every {Duration.ToText(slide)} would have {size.Ticks / _slice} slices of {Duration.ToText(new TimeSpan(_slice))} each, and at most {MaxSlices} are supported: make the length a multiple of the slide.",
                nameof(slide));
        }
    }

    /// <summary>Length.</summary>
    public TimeSpan Size => new(_size);

    /// <summary>Time from the start of a window to that of the next.</summary>
    public TimeSpan Slide => new(_slide);

    /// <summary>How long a window stays open after the watermark has passed its end.</summary>
    public TimeSpan AllowedLateness => new(_lateness);

    /// <summary>Their description, in checkpoints and errors.</summary>
    internal string Shape =>
        $"sliding {Duration.ToText(Size)} every {Duration.ToText(Slide)}" + (_offset > 0 ? $" from {Duration.ToText(new TimeSpan(_offset))}" : "");

    /// <summary>The slice that a time belongs to; UTC ticks.</summary>
    internal (long Start, long End) SliceOf(long ticks)
    {
        var start = Alignment.Floor(ticks, _slice, _offset);
        return (start, start + _slice);
    }

    /// <summary>Start of the first window that contains a slice.</summary>
    internal long FirstWindowOf(long slice) => Alignment.Floor(Math.Max(slice - _size, -_size), _slide, _offset) + _slide;

    /// <summary>Start of the last window that contains a slice.</summary>
    internal long LastWindowOf(long slice) => Alignment.Floor(slice, _slide, _offset);

    /// <summary>Start of the first window that a watermark leaves open.</summary>
    internal long FirstOpen(long watermark) => watermark == long.MinValue ? watermark : Alignment.Floor(Math.Max(EventTime.Subtract(watermark - _size, _lateness), -_size), _slide, _offset) + _slide;

    /// <summary>The watermark that closes the window, UTC ticks.</summary>
    internal long ClosedAt(long start) => EventTime.Add(EventTime.Add(start, _size), _lateness);

    /// <summary>Whether the watermark has closed the window.</summary>
    internal bool IsClosed(long start, long watermark) =>
        watermark != long.MinValue && (watermark == long.MaxValue || ClosedAt(start) <= watermark);
}
