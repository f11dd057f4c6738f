using NCrontab;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>Random schedules in UTC of five and six fields, compared with those of NCrontab. It has no special days, and no range runs over the end of its field.</summary>
public sealed class CronNCrontabTests
{
    private const int Batches = 40;
    private const int Expressions = 150;
    private const int Occurrences = 5;

    [Fact]
    public void They_agree() => Seeds.Run(1, Batches, static seed =>
    {
        var random = new Random(seed);
        var compared = 0;
        for (var i = 0; i < Expressions; i++)
        {
            var hasSeconds = random.Next(2) == 0;
            var text = Draw(random, hasSeconds);
            var from = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.NextInt64(80L * 366 * 24 * 3600));
            if (CronSchedule.TryParse(text, out var schedule, out _))
            {
                Compare(schedule, CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds }), from);
                compared++;
            }
        }

        // The others never fire.
        Assert.True(compared > Expressions * 9 / 10, $"Only {compared} of {Expressions} expressions can be read.");
    });

    private static void Compare(CronSchedule schedule, CrontabSchedule other, DateTime from)
    {
        for (var i = 0; i < Occurrences; i++)
        {
            var (found, expected) = (schedule.Next(from, TimeZoneInfo.Utc)!.Value.UtcDateTime, other.GetNextOccurrence(from));
            Assert.True(found == expected, $"'{schedule}' after {from:O}: {found:O}; NCrontab: {expected:O}");
            from = found;
        }
    }

    private static string Draw(Random random, bool hasSeconds)
    {
        var isOfMonth = random.Next(2) == 0;
        return RandomCron.Time(random, hasSeconds, mayWrap: false)
            + " " + (isOfMonth ? RandomCron.DaysOfMonth(random, mayWrap: false) : "*")
            + " " + RandomCron.MonthsOfYear(random, mayWrap: false)
            + " " + (isOfMonth ? "*" : RandomCron.DaysOfWeek(random, mayWrap: false));
    }
}
