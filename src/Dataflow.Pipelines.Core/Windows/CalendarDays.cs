using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Windows;

/// <summary>
/// Windows of whole days of a time zone: a day has 23, 24 or 25 hours. Where a clock skips the
/// time at which a day begins, it begins with the first time after; where that time occurs twice, with the first. Owned by one lane.
/// </summary>
internal sealed class CalendarDays(TimeZoneInfo zone, long days, long offset)
{
    // The rules of a zone take microseconds to evaluate, and records around midnight alternate between windows.
    private const int CachedWindows = 8;

    // No clock was ever further from UTC (Manila, before 1845).
    private const long Reach = 16 * TimeSpan.TicksPerHour;

    private readonly long _length = days * TimeSpan.TicksPerDay;
    private readonly (long Start, long End)[] _cached = new (long, long)[CachedWindows];
    private int _next;

    /// <summary>Id of the zone.</summary>
    public string Zone => zone.Id;

    /// <summary>The window that a time belongs to; UTC ticks.</summary>
    public (long Start, long End) WindowOf(long ticks)
    {
        foreach (var window in _cached)
        {
            if (window.Start <= ticks && ticks < window.End)
            {
                return window;
            }
        }

        _next = (_next + 1) % CachedWindows;
        return _cached[_next] = Find(ticks);
    }

    // A time belongs to the last boundary that is not after it: boundaries that a clock skips have no window.
    private (long Start, long End) Find(long ticks)
    {
        var first = Alignment.Floor(ticks + UtcOffset.At(zone, ticks), _length, offset);
        var (start, end) = (FirstAt(first), FirstAt(first + _length));
        while (end <= ticks)
        {
            first += _length;
            (start, end) = (end, FirstAt(first + _length));
        }

        return (start, end);
    }

    // The first time at which the clock shows a local time or a later one.
    private long FirstAt(long local)
    {
        for (var from = local - Reach; ;)
        {
            var current = UtcOffset.At(zone, from);
            var until = UtcOffset.EndOf(zone, from, current);
            var at = Math.Max(from, local - current);
            if (at < until)
            {
                return at;
            }

            from = until;
        }
    }
}
