namespace Dataflow.Pipelines.Control.Tests.Cron.Zones;

/// <summary>
/// What the clock of a zone shows from minute to minute, and when a schedule fires by it: the rules in their simplest form. It shares nothing with the schedules.
/// </summary>
internal sealed class ClockModel
{
    // The clock may have been set back so far before.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(2);

    private readonly DateTime _from;
    private readonly DateTime[] _shown;

    /// <param name="zone">The zone.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last.</param>
    public ClockModel(TimeZoneInfo zone, DateTime from, DateTime to)
    {
        (_from, From, To) = (from - Memory, from, to);
        _shown = new DateTime[(int)(to - _from).TotalMinutes];
        for (var minute = 0; minute < _shown.Length; minute++)
        {
            _shown[minute] = _from.AddMinutes(minute) + zone.GetUtcOffset(_from.AddMinutes(minute));
        }
    }

    /// <summary>The first instant.</summary>
    public DateTime From { get; }

    /// <summary>The instant after the last.</summary>
    public DateTime To { get; }

    /// <summary>When a schedule fires.</summary>
    public List<DateTime> Firings(ModelSchedule schedule)
    {
        var firings = new List<DateTime>();
        var latest = _shown[0];
        for (var minute = 1; minute < _shown.Length; minute++)
        {
            var (now, instant) = (_shown[minute], _from.AddMinutes(minute));
            var isSkipped = false;
            for (var missed = latest.AddMinutes(1); missed < now; missed = missed.AddMinutes(1))
            {
                isSkipped |= schedule.Contains(missed);
            }

            if (isSkipped)
            {
                Add(instant);
            }

            if (schedule.Contains(now) && (now > latest || schedule.IsInterval))
            {
                Add(instant.AddSeconds(schedule.Second));
            }

            latest = now > latest ? now : latest;
        }

        return firings;

        void Add(DateTime firing)
        {
            if (firing >= From && (firings.Count == 0 || firing > firings[^1]))
            {
                firings.Add(firing);
            }
        }
    }
}
