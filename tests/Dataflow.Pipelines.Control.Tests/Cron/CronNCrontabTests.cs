using NCrontab;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>Random schedules in UTC of five and six fields, compared with those of NCrontab. It has no special days, and no range runs over the end of its field.</summary>
public sealed class CronNCrontabTests
{
    [Fact]
    public void They_agree() => SecondOpinion.Compare(static random =>
    {
        var hasSeconds = random.Next(2) == 0;
        var text = Draw(random, hasSeconds);
        return (text, () => Next(CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds })));
    });

    private static Func<DateTimeOffset, DateTimeOffset?> Next(CrontabSchedule other) =>
        from => new DateTimeOffset(other.GetNextOccurrence(from.UtcDateTime), TimeSpan.Zero);

    private static string Draw(Random random, bool hasSeconds)
    {
        var isOfMonth = random.Next(2) == 0;
        return RandomCron.Time(random, hasSeconds, mayWrap: false)
            + " " + (isOfMonth ? RandomCron.DaysOfMonth(random, mayWrap: false) : "*")
            + " " + RandomCron.MonthsOfYear(random, mayWrap: false)
            + " " + (isOfMonth ? "*" : RandomCron.DaysOfWeek(random, mayWrap: false));
    }
}
