namespace Dataflow.Pipelines.Time;

/// <summary>
/// The UTC offset of a zone and its changes, whatever their cause: <see cref="TimeZoneInfo.IsInvalidTime"/> and
/// <see cref="TimeZoneInfo.IsAmbiguousTime(DateTime)"/> miss changes of a zone's base offset. All values are ticks.
/// </summary>
internal static class UtcOffset
{
    // No clock changes its offset twice within a step: from 1800 to 2100 there are at least three days between two changes of a zone.
    private const long Step = 12 * TimeSpan.TicksPerHour;

    /// <summary>The offset at a UTC time.</summary>
    public static long At(TimeZoneInfo zone, long ticks) => zone.GetUtcOffset(new DateTime(EventTime.Clamp(ticks), DateTimeKind.Utc)).Ticks;

    /// <summary>The first UTC time after <paramref name="from"/> at which the offset is no longer <paramref name="current"/>, or half a day later where there is none until then.</summary>
    public static long EndOf(TimeZoneInfo zone, long from, long current)
    {
        var (same, other) = (from, from + Step);
        if (At(zone, other) == current)
        {
            return other;
        }

        while (other - same > 1)
        {
            var middle = same + ((other - same) / 2);
            (same, other) = At(zone, middle) == current ? (middle, other) : (same, middle);
        }

        return other;
    }
}
