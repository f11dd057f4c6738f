using Cronos;

namespace Dataflow.Pipelines.Control.Tests.Cron.Zones;

/// <summary>Random schedules around changes of a clock that .NET knows, compared with Cronos' own evaluation of zones, in particular of what is an interval.</summary>
public sealed class CronCronosTests
{
    private const int Batches = 40;
    private const int Cases = 150;
    private const int Occurrences = 12;

    private static readonly DateTime First = new(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly (TimeZoneInfo Zone, List<ClockChange> Changes)[] Clocks =
    [
        .. new[] { "Europe/Berlin", "Europe/London", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Auckland" }
            .Select(static name => TimeZoneInfo.FindSystemTimeZoneById(name)).Select(static zone => (zone, ClockChange.Of(zone, First, Last, TimeSpan.FromHours(3)))),
    ];

    [Fact]
    public void They_agree() => Seeds.Run(1, Batches, static seed =>
    {
        var (random, compared) = (new Random(seed), 0);
        for (var i = 0; i < Cases; i++)
        {
            var hasSeconds = random.Next(3) == 0;
            var text = RandomCron.Time(random, hasSeconds, mayWrap: true) + (random.Next(3) == 0 ? " " + RandomCron.DaysOfMonth(random, mayWrap: true) + " * *" : " * * *");
            if (CronSchedule.TryParse(text, out var schedule, out _))
            {
                compared++;
                var (zone, changes) = Clocks[random.Next(Clocks.Length)];
                var from = new DateTimeOffset(changes[random.Next(changes.Count)].At.AddSeconds(random.Next(-40 * 3600, 4 * 3600)));
                Compare(schedule, CronExpression.Parse(text, hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard), zone, from);
            }
        }

        Assert.True(compared > Cases * 9 / 10, $"Only {compared} of {Cases} expressions can be read.");
    });

    private static void Compare(CronSchedule schedule, CronExpression other, TimeZoneInfo zone, DateTimeOffset from)
    {
        for (var i = 0; i < Occurrences; i++)
        {
            var (found, expected) = (schedule.Next(from, zone), other.GetNextOccurrence(from, zone));
            Assert.True(found == expected && found?.Offset == expected?.Offset, $"'{schedule}' in {zone.Id} after {from:O}: {found:O}; Cronos: {expected:O}");
            from = found!.Value;
        }
    }
}
