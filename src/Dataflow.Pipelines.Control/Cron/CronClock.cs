using Cronos;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Control.Cron;

/// <summary>
/// Finds the instants at which the clock of a zone shows a time of a cron expression. All values are ticks: <em>times</em> are local, <em>instants</em> are UTC.
/// </summary>
/// <remarks>
/// Cronos finds the times; where the zone's clock is changed, the instants follow from the UTC offsets alone. The zones of Cronos are not used: they depend on
/// <see cref="TimeZoneInfo.IsInvalidTime"/> and <see cref="TimeZoneInfo.IsAmbiguousTime(DateTime)"/>, which do not know the changes of a zone's base offset (all of
/// Dublin's). There Cronos returns instants that are before the one that it was given, so that a schedule would fire forever, and lets a skipped time fire before its gap.
/// </remarks>
internal sealed class CronClock(CronExpression expression, bool isInterval)
{
    private const long None = long.MaxValue;

    // No clock was ever 16 hours from UTC. Within twice that, a clock can be set back to a time that it has shown; beyond, every time is a new one.
    private const long Reach = 32 * TimeSpan.TicksPerHour;

    /// <summary>The first occurrence after an instant, or at it.</summary>
    public DateTimeOffset? Next(long from, TimeZoneInfo zone, bool inclusive)
    {
        var earliest = inclusive ? from : from + 1;
        return ReferenceEquals(zone, TimeZoneInfo.Utc)
            ? ToOccurrence(Find(earliest), offset: 0)
            : Next(earliest, zone);
    }

    // Goes from one change of the offset to the next, or half a day further. It starts early enough to know which times the clock has shown already.
    private DateTimeOffset? Next(long earliest, TimeZoneInfo zone)
    {
        var shown = long.MinValue;
        long? first = null;
        var (time, isAfter) = (None, None);
        for (var at = earliest - Reach; at <= EventTime.Latest;)
        {
            var offset = UtcOffset.At(zone, at);
            var until = UtcOffset.EndOf(zone, at, offset);
            if (at >= earliest && at + offset > shown && Find(shown) < at + offset)
            {
                // The clock skips times from the first one that it has not shown.
                return ToOccurrence(at, offset);
            }

            if (until > earliest)
            {
                var least = Math.Max(at + offset, earliest + offset);
                least = isInterval ? least : Math.Max(least, shown);
                (time, isAfter) = isAfter <= least && least <= time ? (time, isAfter) : (Find(least), least);
                if (time < until + offset)
                {
                    return ToOccurrence(time - offset, offset);
                }

                first ??= time;
            }

            shown = Math.Max(shown, until + offset);
            at = until;
            if (at >= earliest + Reach && first > at + Reach)
            {
                // Until then the clock shows only times that lie between two occurrences, in any offset.
                at = first.Value - Reach;
                shown = at + UtcOffset.At(zone, at);
                first = long.MinValue;
            }
        }

        return null;
    }

    // The first time of the expression that is not before another, by Cronos.
    private long Find(long time)
    {
        if (time > EventTime.Latest)
        {
            return None;
        }

        var found = expression.GetNextOccurrence(new DateTime(Math.Max(time, EventTime.Earliest), DateTimeKind.Utc), inclusive: true);
        return found?.Ticks ?? None;
    }

    private static DateTimeOffset? ToOccurrence(long instant, long offset) =>
        instant > EventTime.Latest || instant + offset > EventTime.Latest ? null : new DateTimeOffset(instant + offset, new TimeSpan(offset));
}
