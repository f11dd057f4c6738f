namespace Dataflow.Pipelines.Control.Tests.Cron.Zones;

/// <summary>A change of a zone's UTC offset.</summary>
/// <param name="At">The first instant with the new offset.</param>
/// <param name="Before">The offset before it.</param>
/// <param name="After">The offset from it on.</param>
internal sealed record ClockChange(DateTime At, TimeSpan Before, TimeSpan After)
{
    /// <summary>The first local time that is skipped or shown twice.</summary>
    public DateTime First => At + (Before < After ? Before : After);

    /// <summary>The first local time after it that is shown once.</summary>
    public DateTime End => At + (Before < After ? After : Before);

    /// <summary>Whether local times are skipped.</summary>
    public bool IsGap => Before < After;

    /// <summary>The changes of a zone, to the minute.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last.</param>
    /// <param name="step">Changes that revert each other within a step are not found.</param>
    public static List<ClockChange> Of(TimeZoneInfo zone, DateTime from, DateTime to, TimeSpan step)
    {
        var changes = new List<ClockChange>();
        var offset = zone.GetUtcOffset(from);
        for (var at = from; at < to; at += step)
        {
            // There may be more than one within the step.
            while (zone.GetUtcOffset(at + step) != offset)
            {
                var (same, other) = (at, at + step);
                while (other - same > TimeSpan.FromMinutes(1))
                {
                    var middle = same + TimeSpan.FromMinutes((int)((other - same).TotalMinutes / 2));
                    (same, other) = zone.GetUtcOffset(middle) == offset ? (middle, other) : (same, middle);
                }

                changes.Add(new ClockChange(other, offset, zone.GetUtcOffset(other)));
                (at, offset) = (other, zone.GetUtcOffset(other));
                if (at >= to)
                {
                    break;
                }
            }
        }

        return changes;
    }

    public override string ToString() => $"{At:yyyy-MM-dd HH:mm}Z, {Before} to {After}";
}
