using System.ComponentModel;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Windows of one length, one after the other, aligned to the Unix epoch in UTC or to the days of a time zone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TumblingWindows
{
    private readonly long _size;
    private readonly long _lateness;
    private readonly long _offset;
    private readonly CalendarDays? _calendar;

    /// <summary>Windows of a length.</summary>
    /// <param name="size">Length, above zero.</param>
    /// <param name="allowedLateness">How long a window stays open after the watermark has passed its end, not negative.</param>
    /// <param name="offset">How long after the epoch, or after midnight, windows begin; not negative and below the length.</param>
    /// <param name="timeZone">IANA id of the zone whose days the windows are; then the length is a whole number of days. Without: UTC.</param>
    /// <exception cref="ArgumentException">A duration does not fit, or there is no such time zone.</exception>
    public TumblingWindows(TimeSpan size, TimeSpan allowedLateness = default, TimeSpan offset = default, string? timeZone = null)
    {
        WindowDuration.ExpectPositive(size, nameof(size));
        WindowDuration.ExpectNotNegative(allowedLateness, nameof(allowedLateness));
        WindowDuration.ExpectNotNegative(offset, nameof(offset));
        WindowDuration.ExpectBelow(offset, nameof(offset), size, nameof(size));
        _size = size.Ticks;
        _lateness = allowedLateness.Ticks;
        _offset = offset.Ticks;
        if (timeZone is null)
        {
            return;
        }

        if (size.Ticks % TimeSpan.TicksPerDay != 0)
        {
            throw new ArgumentException($"Windows of {Duration.ToText(size)} cannot follow time zone '{timeZone}': only whole days can, as in 1d.", nameof(size));
        }

        _calendar = new CalendarDays(TimeZones.Find(timeZone), size.Ticks / TimeSpan.TicksPerDay, offset.Ticks);
    }

    /// <summary>Length; a day of a time zone may be an hour shorter or longer.</summary>
    public TimeSpan Size => new(_size);

    /// <summary>How long a window stays open after the watermark has passed its end.</summary>
    public TimeSpan AllowedLateness => new(_lateness);

    /// <summary>Their description, in checkpoints and errors.</summary>
    internal string Shape =>
        $"tumbling {Duration.ToText(Size)}" + (_offset > 0 ? $" from {Duration.ToText(new TimeSpan(_offset))}" : "") + (_calendar is null ? "" : $" in {_calendar.Zone}");

    /// <summary>Inclusive start of the window that a time belongs to; UTC ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long StartOf(long ticks) => _calendar is null ? Alignment.Floor(ticks, _size, _offset) : _calendar.WindowOf(ticks).Start;

    /// <summary>Exclusive end of a window; UTC ticks.</summary>
    public long EndOf(long start) => _calendar is null ? EventTime.Add(start, _size) : _calendar.WindowOf(start).End;

    /// <summary>The watermark that closes the window, UTC ticks.</summary>
    public long ClosedAt(long start) => EventTime.Add(EndOf(start), _lateness);

    /// <summary>Whether the watermark has closed the window.</summary>
    public bool IsClosed(long start, long watermark) =>
        watermark != long.MinValue && (watermark == long.MaxValue || ClosedAt(start) <= watermark);
}
