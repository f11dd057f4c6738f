namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>Reading cron expressions.</summary>
public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 2 * * *", "0 2 * * *")]
    [InlineData("  0\t2 * * mon-FRI ", "  0\t2 * * mon-FRI ")]
    [InlineData("30 0 2 * * ?", "30 0 2 * * ?")]
    [InlineData(" @Daily ", "@daily")]
    [InlineData("@EVERY_SECOND", "@every_second")]
    [InlineData("@Startup", "@startup")]
    public void It_keeps_its_text(string text, string expected)
    {
        var schedule = CronSchedule.Parse(text);
        Assert.Equal((expected, expected), (schedule.Text, schedule.ToString()));
    }

    [Theory]
    [InlineData("0 24 * * *", 2, 2, "The cron expression '0 24 * * *' cannot be read, at character 3: '24' is no hour; it must be from 0 to 23")]
    [InlineData("0 0 * * fru", 8, 3, "The cron expression '0 0 * * fru' cannot be read, at character 9: 'fru' is no day of the week; it must be from 0 to 7, or sun to sat; did you mean 'fri'?")]
    [InlineData("0 0 1 january *", 6, 7, "The cron expression '0 0 1 january *' cannot be read, at character 7: 'january' is no month; it must be from 1 to 12, or jan to dec; did you mean 'jan'?")]
    [InlineData("0 0 * * jan", 8, 3, "The cron expression '0 0 * * jan' cannot be read, at character 9: 'jan' is no day of the week, but a month; it must be from 0 to 7, or sun to sat")]
    [InlineData(" @dayly", 1, 6, "The cron expression ' @dayly' cannot be read, at character 2: there is no '@dayly'; there are @startup, @every_second, @every_minute, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually; did you mean '@daily'?")]
    [InlineData("60 0 0 * * *", 0, 2, "The cron expression '60 0 0 * * *' cannot be read, at character 1: '60' is no second; it must be from 0 to 59")]
    [InlineData("0 0 30 2 *", 4, 2, "The cron expression '0 0 30 2 *' cannot be read, at character 5: none of its months has a day '30': it would never fire")]
    [InlineData("0 0 0 31 2,4,6,9,11 *", 6, 2, "The cron expression '0 0 0 31 2,4,6,9,11 *' cannot be read, at character 7: none of its months has a day '31': it would never fire")]
    [InlineData("* * *", 0, 5, "The cron expression '* * *' cannot be read, at character 1: it has 3 fields; it needs five (minute, hour, day of the month, month, day of the week) or six (the second before them)")]
    [InlineData("", 0, 0, "The cron expression '' cannot be read, at character 1: it has 0 fields; it needs five (minute, hour, day of the month, month, day of the week) or six (the second before them)")]
    public void A_mistake_is_reported_with_its_place(string text, int start, int length, string message)
    {
        var fault = Assert.Throws<CronSyntaxException>(() => CronSchedule.Parse(text));
        Assert.Equal((start, length, message), (fault.Start, fault.Length, fault.Message));
        Assert.False(CronSchedule.TryParse(text, out var schedule, out var problem));
        Assert.Null(schedule);
        Assert.Equal(message, problem);
    }

    [Fact]
    public void A_text_that_can_be_read_has_no_problem()
    {
        Assert.True(CronSchedule.TryParse("0 2 * * *", out var schedule, out var problem));
        Assert.Equal("0 2 * * *", schedule.Text);
        Assert.Null(problem);
    }

    [Fact]
    public void Startup_is_no_time_of_the_calendar()
    {
        var schedule = CronSchedule.Parse("@startup");
        Assert.True(schedule.IsStartup);
        Assert.Null(schedule.Next(DateTimeOffset.MinValue, TimeZoneInfo.Utc));
        Assert.Null(schedule.Next(DateTimeOffset.UnixEpoch, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), inclusive: true));
        Assert.False(CronSchedule.Parse("@daily").IsStartup);
    }

    [Theory]
    [InlineData("@every_second", "* * * * * *")]
    [InlineData("@every_minute", "0 * * * * *")]
    [InlineData("@hourly", "0 * * * *")]
    [InlineData("@daily", "0 0 0 * * *")]
    [InlineData("@midnight", "0 0 * * *")]
    [InlineData("@weekly", "0 0 * * sun")]
    [InlineData("@monthly", "0 0 1 * *")]
    [InlineData("@yearly", "0 0 1 jan *")]
    [InlineData("@annually", "0 0 0 1 1 *")]
    public void A_macro_has_the_times_of_its_fields(string macro, string fields)
    {
        var (first, second) = (CronSchedule.Parse(macro), CronSchedule.Parse(fields));
        DateTimeOffset? at = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < 40; i++)
        {
            var next = first.Next(at!.Value, TimeZoneInfo.Utc);
            Assert.Equal(second.Next(at.Value, TimeZoneInfo.Utc), next);
            at = next;
        }

        Assert.Equal(second.Describe(), first.Describe());
    }
}
