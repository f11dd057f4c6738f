using System.Globalization;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>
/// Random schedules in UTC, compared with those of Quartz. Its expressions have a second, a <c>?</c> for one of the day fields, and days of the week from 1, Sunday.
/// </summary>
public sealed class CronQuartzTests
{
    [Fact]
    public void They_agree() => SecondOpinion.Compare(static random =>
    {
        var (ours, theirs) = Draw(random);
        return (ours, () => new Quartz.CronExpression(theirs, TimeZoneInfo.Utc).GetNextValidTimeAfter);
    });

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
