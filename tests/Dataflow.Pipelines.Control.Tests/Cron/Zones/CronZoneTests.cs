namespace Dataflow.Pipelines.Control.Tests.Cron.Zones;

/// <summary>Schedules at each change of the clock of each zone that the machine knows, from 2015 to 2025 in virtual time, compared with a model of the clock.</summary>
public sealed class CronZoneTests
{
    private static readonly DateTime First = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly TimeSpan Before = TimeSpan.FromDays(2);
    private static readonly TimeSpan After = TimeSpan.FromDays(2);

    [Fact]
    public void Nothing_is_skipped_and_nothing_fires_twice_at_any_change_of_a_clock()
    {
        var compared = CompareAll(First, Last, TimeSpan.FromHours(3));
        Assert.True(compared > 2_000, $"Only {compared} changes of a clock: has the machine time zone data?");
    }

    [Fact]
    [Trait("size", "long")]
    public void Nothing_is_skipped_and_nothing_fires_twice_from_1973_to_2036()
    {
        // The model knows minutes; the last change within a minute was Monrovia's, in 1972.
        var (from, to) = (new DateTime(1973, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2037, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var compared = CompareAll(from, to, TimeSpan.FromMinutes(30));
        Assert.True(compared > 15_000, $"Only {compared} changes of a clock: has the machine time zone data?");
    }

    [Fact]
    public void A_daily_schedule_fires_once_on_each_date_that_a_clock_shows()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        foreach (var zone in zones)
        {
            WalkDays(CronSchedule.Parse("30 2 * * *"), zone);
        }

        Assert.True(zones.Count > 100, $"Only {zones.Count} zones: has the machine time zone data?");
    }

    private static void WalkDays(CronSchedule schedule, TimeZoneInfo zone)
    {
        var last = schedule.Next(First, zone)!.Value;
        while (last.UtcDateTime < Last)
        {
            var next = schedule.Next(last, zone)!.Value;
            Assert.True(next > last, $"{zone.Id}: {next:O} follows {last:O}");
            Assert.True(next.Offset == zone.GetUtcOffset(next.UtcDateTime), $"{zone.Id}: {next:O} has an offset that the zone does not have");
            Assert.True(next.Date == last.Date.AddDays(1), $"{zone.Id}: {next:O} follows {last:O}");
            Assert.True(next.TimeOfDay >= new TimeSpan(2, 30, 0) && next.TimeOfDay < new TimeSpan(4, 0, 0), $"{zone.Id}: {next:O}");
            last = next;
        }
    }

    // Returns how many changes were compared.
    private static int CompareAll(DateTime from, DateTime to, TimeSpan step)
    {
        var compared = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            foreach (var change in ClockChange.Of(zone, from, to, step))
            {
                Compare(zone, change);
                compared++;
            }
        }

        return compared;
    }

    private static void Compare(TimeZoneInfo zone, ClockChange change)
    {
        var model = new ClockModel(zone, change.At - Before, change.At + After);
        foreach (var schedule in ModelSchedule.Around(change))
        {
            var expected = model.Firings(schedule);
            var found = Walk(CronSchedule.Parse(schedule.Text), zone, model.From, model.To);
            if (!expected.SequenceEqual(found))
            {
                var wrong = expected.Except(found).Concat(found.Except(expected)).Order().Select(at => $"{at:O} {(found.Contains(at) ? "is wrong" : "is missing")}");
                Assert.Fail($"'{schedule.Text}' in {zone.Id} at the change {change}: {string.Join(", ", wrong.Take(5))}");
            }
        }
    }

    private static List<DateTime> Walk(CronSchedule schedule, TimeZoneInfo zone, DateTime from, DateTime to)
    {
        var found = new List<DateTime>();
        var next = schedule.Next(from, zone, inclusive: true);
        while (next is { } at && at.UtcDateTime < to)
        {
            found.Add(at.UtcDateTime);
            next = schedule.Next(at, zone);
            Assert.True(next is null || next > at, $"'{schedule}' in {zone.Id}: {next:O} follows {at:O}");
        }

        return found;
    }
}
