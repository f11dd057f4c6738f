using Dataflow.Pipelines.Control.Cron;
using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>Random expressions and the same ones with each of their values written out.</summary>
public sealed class CronMeaningTests
{
    [Fact]
    public void Two_expressions_of_one_meaning_have_one_description_and_one_next_occurrence() => Seeds.Run(1, 40, static seed =>
    {
        var (random, compared) = (new Random(seed), 0);
        for (var i = 0; i < 100; i++)
        {
            var text = $"{RandomCron.Time(random, hasSeconds: true, mayWrap: true)} {RandomCron.DaysOfMonth(random, mayWrap: true)} {RandomCron.MonthsOfYear(random, mayWrap: true)} {RandomCron.DaysOfWeek(random, mayWrap: true)}";
            if (CronSchedule.TryParse(text, out var schedule, out _))
            {
                compared++;
                var same = CronSchedule.Parse(WriteOut(CronParser.Parse(text)));
                Assert.Equal(schedule.Describe(), same.Describe());
                Assert.DoesNotContain("  ", same.Describe(), StringComparison.Ordinal);
                var from = DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(80L * 366 * 24 * 3600));
                Assert.Equal(schedule.Next(from, TimeZoneInfo.Utc), same.Next(from, TimeZoneInfo.Utc));
            }
        }

        Assert.True(compared > 50, $"Only {compared} of 100 expressions can be read.");
    });

    private static string WriteOut(CronSyntax syntax) =>
        string.Join(' ', new ulong[] { syntax.Seconds, syntax.Minutes, syntax.Hours, syntax.Days!.OfMonth, syntax.Days.Months, syntax.Days.OfWeek }.Select(static mask => string.Join(',', CronValues.Of(mask))));
}
