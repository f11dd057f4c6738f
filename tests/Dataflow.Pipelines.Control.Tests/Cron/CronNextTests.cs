using System.Globalization;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>The occurrences of a cron expression, by examples.</summary>
public sealed class CronNextTests
{
    // Berlin: 2026-03-29 02:00 to 03:00 is skipped, 2026-10-25 02:00 to 03:00 is shown twice. Lord Howe: half an hour. Apia: 2011-12-30 is skipped.
    [Theory]
    [InlineData("UTC", "0 2 * * *", "2026-03-01T02:00Z", "2026-03-02T02:00Z", "2026-03-03T02:00Z")]
    [InlineData("UTC", "*/20 0 2 * * *", "2026-03-01T02:00:20Z", "2026-03-01T02:00:40Z", "2026-03-02T02:00Z")]
    [InlineData("UTC", "0 0 29 2 *", "2026-03-01T00:00Z", "2028-02-29T00:00Z", "2032-02-29T00:00Z")]
    [InlineData("UTC", "0 0 29 2 *", "2096-02-29T00:00Z", "2104-02-29T00:00Z")]
    [InlineData("UTC", "30 8 L * *", "2026-01-31T08:30Z", "2026-02-28T08:30Z", "2026-03-31T08:30Z")]
    [InlineData("UTC", "0 0 15W * *", "2026-07-31T00:00Z", "2026-08-14T00:00Z", "2026-09-15T00:00Z", "2026-10-15T00:00Z", "2026-11-16T00:00Z")]
    [InlineData("UTC", "0 0 * * mon#2", "2026-01-12T00:00Z", "2026-02-09T00:00Z")]
    [InlineData("UTC", "0 0 13 * fri", "2026-01-01T00:00Z", "2026-02-13T00:00Z", "2026-03-13T00:00Z", "2026-11-13T00:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T00:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("Europe/Berlin", "0,15,30 2 * * *", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-30T00:00Z")]
    [InlineData("Europe/Berlin", "0 3 * * *", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T01:00Z")]
    [InlineData("Europe/Berlin", "0,30 2,3 * * *", "2026-03-29T00:59:59Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-30T00:00Z")]
    [InlineData("Europe/Berlin", "15 * * * *", "2026-03-29T00:00Z", "2026-03-29T00:15Z", "2026-03-29T01:00Z", "2026-03-29T01:15Z")]
    [InlineData("Europe/Berlin", "*/15 * * * *", "2026-03-29T00:30Z", "2026-03-29T00:45Z", "2026-03-29T01:00Z", "2026-03-29T01:15Z")]
    [InlineData("Europe/Berlin", "30 30 2 * * *", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30:30Z")]
    [InlineData("Europe/Berlin", "30 2 29 3 *", "2026-03-01T00:00Z", "2026-03-29T01:00Z", "2027-03-29T00:30Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("Europe/Berlin", "0,30 2 * * *", "2026-10-24T12:00Z", "2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-26T01:00Z")]
    [InlineData("Europe/Berlin", "0 2,3 * * *", "2026-10-24T12:00Z", "2026-10-25T00:00Z", "2026-10-25T02:00Z", "2026-10-26T01:00Z")]
    [InlineData("Europe/Berlin", "30 * * * *", "2026-10-24T23:45Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T02:30Z")]
    [InlineData("Europe/Berlin", "30 2-3 * * *", "2026-10-24T23:45Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T02:30Z", "2026-10-26T01:30Z")]
    [InlineData("Europe/Berlin", "*/30 2 * * *", "2026-10-24T23:45Z", "2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z", "2026-10-26T01:00Z")]
    [InlineData("Europe/Berlin", "0 0 1-31 * mon-sun", "2026-10-24T12:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z")]
    [InlineData("Europe/Berlin", "30 2 25 10 *", "2026-10-25T00:30:01Z", "2027-10-25T00:30Z")]
    [InlineData("Australia/Lord_Howe", "10 2 * * *", "2026-10-02T16:00Z", "2026-10-03T15:30Z", "2026-10-04T15:10Z")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-03T16:00Z", "2026-04-04T14:45Z", "2026-04-05T15:15Z")]
    [InlineData("Australia/Lord_Howe", "*/15 * * * *", "2026-04-04T14:40Z", "2026-04-04T14:45Z", "2026-04-04T15:00Z", "2026-04-04T15:15Z", "2026-04-04T15:30Z")]
    [InlineData("Pacific/Apia", "0 12 * * *", "2011-12-29T00:00Z", "2011-12-29T22:00Z", "2011-12-30T10:00Z", "2011-12-30T22:00Z")]
    [InlineData("Pacific/Apia", "0 12 30 12 *", "2011-12-29T00:00Z", "2011-12-30T10:00Z", "2012-12-29T22:00Z")]
    [InlineData("Asia/Kolkata", "0 9 * * mon-fri", "2026-01-02T03:30Z", "2026-01-05T03:30Z", "2026-01-06T03:30Z")]
    public void They_follow_the_rules(string zone, string text, string from, params string[] expected) => AssertNext(zone, text, from, expected);

    // Changes that TimeZoneInfo.IsInvalidTime and IsAmbiguousTime do not know. Amman: 2022-02-25 00:00 to 01:00 is skipped, 2021-10-29 00:00 to 01:00 is shown twice.
    // Dublin: 01:00 to 02:00, on the days of Berlin. Scoresbysund: 2015-03-29 00:00 to 01:00 is skipped. Pyongyang: half an hour is shown twice in 2015 and skipped in 2018.
    // Caracas: half an hour is skipped in 2016. Volgograd: an hour is skipped in 2018 and shown twice in 2020. Juba, Almaty: an hour is shown twice in 2021 and 2024.
    [Theory]
    [InlineData("Asia/Amman", "30 0 * * *", "2022-02-23T12:00Z", "2022-02-23T22:30Z", "2022-02-24T22:00Z", "2022-02-25T21:30Z")]
    [InlineData("Asia/Amman", "*/15 * * * *", "2022-02-24T21:40Z", "2022-02-24T21:45Z", "2022-02-24T22:00Z", "2022-02-24T22:15Z")]
    [InlineData("Asia/Amman", "30 0 * * *", "2021-10-28T12:00Z", "2021-10-28T21:30Z", "2021-10-29T22:30Z")]
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("Europe/Dublin", "*/30 * * * *", "2026-10-25T00:15Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z", "2026-10-25T02:00Z")]
    [InlineData("America/Scoresbysund", "30 0 * * *", "2015-03-28T12:00Z", "2015-03-29T01:00Z", "2015-03-30T00:30Z")]
    [InlineData("Asia/Pyongyang", "45 23 * * *", "2015-08-14T12:00Z", "2015-08-14T14:45Z", "2015-08-15T15:15Z")]
    [InlineData("Asia/Pyongyang", "*/15 * * * *", "2015-08-14T14:40Z", "2015-08-14T14:45Z", "2015-08-14T15:00Z", "2015-08-14T15:15Z", "2015-08-14T15:30Z")]
    [InlineData("Asia/Pyongyang", "45 23 * * *", "2018-05-03T15:15Z", "2018-05-04T15:00Z", "2018-05-05T14:45Z")]
    [InlineData("America/Caracas", "45 2 * * *", "2016-04-30T08:00Z", "2016-05-01T07:00Z", "2016-05-02T06:45Z")]
    [InlineData("Europe/Volgograd", "30 2 * * *", "2018-10-27T00:00Z", "2018-10-27T23:00Z", "2018-10-28T22:30Z")]
    [InlineData("Europe/Volgograd", "30 1 * * *", "2020-12-26T12:00Z", "2020-12-26T21:30Z", "2020-12-27T22:30Z")]
    [InlineData("Europe/Volgograd", "30 * * * *", "2020-12-26T21:00Z", "2020-12-26T21:30Z", "2020-12-26T22:30Z", "2020-12-26T23:30Z")]
    [InlineData("Africa/Juba", "30 23 * * *", "2021-01-31T12:00Z", "2021-01-31T20:30Z", "2021-02-01T21:30Z")]
    [InlineData("Asia/Almaty", "30 23 * * *", "2024-02-29T12:00Z", "2024-02-29T17:30Z", "2024-03-01T18:30Z")]
    public void They_follow_the_rules_where_NET_does_not_know_the_change(string zone, string text, string from, params string[] expected) => AssertNext(zone, text, from, expected);

    [Theory]
    [InlineData("2026-03-01T02:00Z", false, "2026-03-02T02:00Z")]
    [InlineData("2026-03-01T02:00Z", true, "2026-03-01T02:00Z")]
    [InlineData("2026-03-01T02:00:00.0000001Z", true, "2026-03-02T02:00Z")]
    [InlineData("2026-03-01T01:59:59.9999999Z", false, "2026-03-01T02:00Z")]
    [InlineData("2026-03-01T07:00+05:00", true, "2026-03-01T02:00Z")]
    public void An_occurrence_at_the_instant_counts_if_it_is_inclusive(string from, bool inclusive, string expected)
    {
        var schedule = CronSchedule.Parse("0 2 * * *");
        Assert.Equal(At(expected), schedule.Next(At(from), TimeZoneInfo.Utc, inclusive));

        // A zone that is not TimeZoneInfo.Utc, with the same clock.
        Assert.Equal(At(expected), schedule.Next(At(from), TimeZoneInfo.FindSystemTimeZoneById("Africa/Abidjan"), inclusive));
    }

    [Fact]
    public void The_end_of_a_gap_counts_if_it_is_inclusive()
    {
        var (schedule, berlin, end) = (CronSchedule.Parse("30 2 * * *"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), At("2026-03-29T01:00Z"));
        Assert.Equal(end, schedule.Next(end, berlin, inclusive: true));
        Assert.Equal(At("2026-03-30T00:30Z"), schedule.Next(end, berlin));
        Assert.Equal(At("2026-03-30T00:30Z"), schedule.Next(end.AddTicks(1), berlin, inclusive: true));
    }

    [Fact]
    public void An_occurrence_has_the_offset_of_the_zone()
    {
        var (schedule, berlin) = (CronSchedule.Parse("30 2 * * *"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal("2026-03-28T02:30:00.0000000+01:00", Show(schedule.Next(At("2026-03-28T00:00Z"), berlin)));
        Assert.Equal("2026-03-29T03:00:00.0000000+02:00", Show(schedule.Next(At("2026-03-29T00:00Z"), berlin)));
        Assert.Equal("2026-10-25T02:30:00.0000000+02:00", Show(schedule.Next(At("2026-10-25T00:00Z"), berlin)));
        Assert.Equal("2026-07-01T02:30:00.0000000+00:00", Show(schedule.Next(At("2026-07-01T00:00Z"), TimeZoneInfo.Utc)));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Africa/Abidjan")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    public void Next_works_at_both_ends_of_the_calendar(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        foreach (var text in new[] { "* * * * * *", "@every_minute", "*/7 */5 * * *", "0 0 * * *", "59 23 31 12 *", "0 0 29 2 *", "0 0 L * 5L", "0 0 LW * *" })
        {
            var schedule = CronSchedule.Parse(text);
            var first = schedule.Next(DateTimeOffset.MinValue, zone, inclusive: true);
            Assert.NotNull(first);
            Assert.True(first.Value.UtcTicks < TimeSpan.TicksPerDay * 366 * 30, $"{text}: {first:O}");
            Assert.Null(schedule.Next(DateTimeOffset.MaxValue, zone));
            Assert.Null(schedule.Next(DateTimeOffset.MaxValue, zone, inclusive: true));

            // The last occurrences, at most 1,000 of them.
            var last = DateTimeOffset.MaxValue.AddDays(-1);
            for (var count = 0; count < 1000 && schedule.Next(last, zone) is { } at; count++)
            {
                Assert.True(at > last, $"{text}: {at:O} follows {last:O}");
                last = at;
            }
        }
    }

    [Fact]
    public void The_last_second_of_the_calendar_is_an_occurrence()
    {
        var last = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal(last, CronSchedule.Parse("@every_second").Next(last.AddTicks(-1), TimeZoneInfo.Utc));
        Assert.Equal(last, CronSchedule.Parse("@every_second").Next(last, TimeZoneInfo.FindSystemTimeZoneById("Africa/Abidjan"), inclusive: true));
        Assert.Null(CronSchedule.Parse("@every_second").Next(last, TimeZoneInfo.Utc));
        Assert.Equal(DateTimeOffset.MinValue, CronSchedule.Parse("0 0 1 1 *").Next(DateTimeOffset.MinValue, TimeZoneInfo.Utc, inclusive: true));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        foreach (var text in new[] { "*/15 * * * *", "30 2 * * *", "0 0 29 2 mon" })
        {
            var schedule = CronSchedule.Parse(text);
            Walk(schedule, zone);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Walk(schedule, zone);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static void Walk(CronSchedule schedule, TimeZoneInfo zone)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 30; i++)
        {
            at = schedule.Next(at, zone)!.Value;
        }
    }

    private static void AssertNext(string zone, string text, string from, string[] expected)
    {
        var schedule = CronSchedule.Parse(text);
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var at = At(from);
        var found = new List<DateTimeOffset>();
        foreach (var _ in expected)
        {
            at = schedule.Next(at, clock)!.Value;
            found.Add(at);
        }

        Assert.Equal(expected.Select(At), found);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string? Show(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
