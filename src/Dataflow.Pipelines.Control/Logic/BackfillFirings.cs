using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The firings of several schedules of a pipeline by instant: those of one instant are one firing. Immutable.</summary>
internal sealed class BackfillFirings
{
    private readonly List<(int Cron, CronSchedule Schedule, TimeZoneInfo Zone)> _schedules;

    /// <param name="graph">The pipeline.</param>
    /// <param name="crons">Names of the events of the schedules; one that the class does not have any more never fires.</param>
    public BackfillFirings(ControlGraph graph, IEnumerable<string> crons)
    {
        var names = crons.ToHashSet();
        _schedules =
            [.. graph.Events.Select((named, i) => (named, i)).Where(pair => pair.named.Kind == EventKind.Cron && names.Contains(pair.named.Name))
                .Select(static pair => (pair.i, pair.named.Schedule!, TimeZoneInfo.FindSystemTimeZoneById(pair.named.TimeZone)))];
    }

    /// <summary>The first firing after an instant, or at it, and before another.</summary>
    /// <param name="from">The instant.</param>
    /// <param name="inclusive">Whether it may be <paramref name="from"/> itself.</param>
    /// <param name="to">The other.</param>
    /// <returns>Its instant; null where none follows.</returns>
    public DateTimeOffset? Next(DateTimeOffset from, bool inclusive, DateTimeOffset to)
    {
        DateTimeOffset? first = null;
        foreach (var (_, schedule, zone) in _schedules)
        {
            first = schedule.Next(from, zone, inclusive) is { } next && next < to && (first is null || next < first) ? next : first;
        }

        return first?.ToUniversalTime();
    }

    /// <summary>All firings from an instant on and before another, in order.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset from, DateTimeOffset to)
    {
        for (var next = Next(from, inclusive: true, to); next is { } at; next = Next(at, inclusive: false, to))
        {
            yield return at;
        }
    }

    /// <summary>Indexes of the events of the schedules that fire at an instant.</summary>
    public IEnumerable<int> At(DateTimeOffset instant) =>
        _schedules.Where(pair => pair.Schedule.Next(instant, pair.Zone, inclusive: true) == instant).Select(static pair => pair.Cron);
}
