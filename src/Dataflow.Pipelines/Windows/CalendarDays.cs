using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Windows;

/// <summary>
/// Windows of whole days of a time zone: a day is as long as its clock makes it, 23, 24 or 25 hours. Where a clock skips the
/// time at which a day begins, it begins with the first time after; where it has that time twice, with the first. Owned by one lane.
/// </summary>
internal sealed class CalendarDays(TimeZoneInfo zone, long days, long offset)
{
    // The rules of a zone cost microseconds to ask, and records around midnight go to and fro.
    private const int Known = 8;

    private readonly long length = days * TimeSpan.TicksPerDay;
    private readonly (long Start, long End)[] known = new (long, long)[Known];
    private int next;

    /// <summary>Id of the zone.</summary>
    public string Zone => zone.Id;

    /// <summary>The window that a time belongs to; UTC ticks.</summary>
    public (long Start, long End) WindowOf(long ticks)
    {
        foreach (var window in known)
        {
            if (window.Start <= ticks && ticks < window.End)
            {
                return window;
            }
        }

        next = (next + 1) % Known;
        return known[next] = Find(ticks);
    }

    private (long Start, long End) Find(long ticks)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(EventTime.Clamp(ticks), DateTimeKind.Utc), zone).Ticks;
        var first = Alignment.Floor(local, length, offset);

        // Around a change of the clock the local time can be on the other side of the boundary.
        var (start, end) = (ToUtc(first), ToUtc(first + length));
        return ticks < start ? (ToUtc(first - length), start)
            : ticks >= end ? (end, ToUtc(first + length + length))
            : (start, end);
    }

    private long ToUtc(long localTicks)
    {
        var local = new DateTime(Math.Clamp(localTicks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var difference = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return local.Ticks - difference.Ticks;
    }
}
