using System.Globalization;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>
/// Random schedules in UTC, compared with those of Quartz. Its expressions have a second, a <c>?</c> for one of the day fields, and days of the week from 1, Sunday.
/// </summary>
public sealed class CronQuartzTests
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
            var (ours, theirs) = Draw(random);
            var from = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(80L * 366 * 24 * 3600));
            if (CronSchedule.TryParse(ours, out var schedule, out _))
            {
                Compare(schedule, new Quartz.CronExpression(theirs, TimeZoneInfo.Utc), from);
                compared++;
            }
        }

        // The others never fire.
        Assert.True(compared > Expressions * 9 / 10, $"Only {compared} of {Expressions} expressions can be read.");
    });

    private static void Compare(CronSchedule schedule, Quartz.CronExpression other, DateTimeOffset from)
    {
        for (var i = 0; i < Occurrences; i++)
        {
            var (found, expected) = (schedule.Next(from, TimeZoneInfo.Utc), other.GetNextValidTimeAfter(from));
            Assert.True(found == expected, $"'{schedule}' after {from:O}: {found:O}; Quartz '{other.CronExpressionString}': {expected:O}");
            from = found!.Value;
        }
    }

    private static (string Ours, string Theirs) Draw(Random random)
    {
        var hasSeconds = random.Next(2) == 0;
        var time = RandomCron.Time(random, hasSeconds, mayWrap: true);
        var month = RandomCron.MonthsOfYear(random, mayWrap: true);
        var (ofMonth, ofWeek, quartzOfMonth, quartzOfWeek) = random.Next(2) == 0 ? DrawOfMonth(random) : DrawOfWeek(random);
        return ($"{time} {ofMonth} {month} {ofWeek}", $"{(hasSeconds ? "" : "0 ")}{time} {quartzOfMonth} {month} {quartzOfWeek}");
    }

    private static (string, string, string, string) DrawOfMonth(Random random)
    {
        var days = random.Next(10) switch
        {
            0 => "L",
            1 => "LW",
            2 => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 29)}W"),
            3 => string.Create(CultureInfo.InvariantCulture, $"L-{random.Next(1, 20)}"),
            _ => RandomCron.DaysOfMonth(random, mayWrap: true),
        };
        return (days, random.Next(2) == 0 ? "*" : "?", days, "?");
    }

    private static (string, string, string, string) DrawOfWeek(Random random)
    {
        var day = random.Next(7);
        var days = random.Next(5) switch
        {
            0 => ($"{day}L", $"{day + 1}L"),
            1 when random.Next(1, 6) is var nth => ($"{day}#{nth}", $"{day + 1}#{nth}"),
            _ when RandomCron.DaysOfWeek(random, mayWrap: true) is var list => (list, list),
            _ => default,
        };
        return ("*", days.Item1!, "?", days.Item2!);
    }
}
