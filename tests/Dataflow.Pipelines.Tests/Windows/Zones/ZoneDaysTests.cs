using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Windows.Zones;

/// <summary>Days of time zones, compared with the offsets of another implementation, by the definition of a day's start.</summary>
public sealed class ZoneDaysTests
{
    [Theory]
    [InlineData("America/Asuncion", "2024-10-06T12:00Z", "2024-10-06T04:00Z", "2024-10-07T03:00Z")] // midnight is skipped
    [InlineData("America/Asuncion", "2024-10-06T03:59Z", "2024-10-05T04:00Z", "2024-10-06T04:00Z")]
    [InlineData("America/Asuncion", "2023-10-01T04:00Z", "2023-10-01T04:00Z", "2023-10-02T03:00Z")]
    [InlineData("Asia/Amman", "2017-03-31T12:00Z", "2017-03-30T22:00Z", "2017-03-31T21:00Z")]
    [InlineData("Asia/Amman", "2021-03-26T12:00Z", "2021-03-25T22:00Z", "2021-03-26T21:00Z")]
    [InlineData("America/Scoresbysund", "2015-03-29T01:00Z", "2015-03-29T01:00Z", "2015-03-30T00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T09:59Z", "2011-12-29T10:00Z", "2011-12-30T10:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z")] // the date before this day did not exist
    public void A_day_starts_with_the_first_time_that_its_clock_shows(string zone, string time, string start, string end)
    {
        var days = new TumblingWindows(TimeSpan.FromDays(1), timeZone: zone);
        var from = days.StartOf(At(time));
        Assert.Equal((start, end), (Show(from), Show(days.EndOf(from))));
    }

    [Fact]
    public void Days_around_each_change_of_the_clock_are_those_of_the_table()
    {
        // If the machine has another version of the time zone data, the zones and years that differ are skipped and counted.
        int compared = 0, other = 0;
        foreach (var table in ZoneTable.All)
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(table.Names[0], out var zone))
            {
                other += table.Offsets.Count;
                continue;
            }

            var days = new TumblingWindows(TimeSpan.FromDays(1), timeZone: table.Names[0]);
            for (var i = 1; i < table.Offsets.Count; i++)
            {
                var at = table.Offsets[i].From;
                if (at.Year is < 1970 or > 2037)
                {
                    continue;
                }

                if (!Agree(table, zone, at.AddDays(-3), at.AddDays(3)))
                {
                    other++;
                    continue;
                }

                compared++;
                Compare(table, days, at.AddDays(-2), at.AddDays(2));
            }
        }

        Assert.True(compared > 15_000, $"Only {compared} changes of a clock could be compared with the table; of {other} the machine has other time zone data: regenerate the table with make_table.py.");
    }

    [Fact]
    [Trait("size", "long")]
    public void All_days_of_all_zones_are_those_of_the_table()
    {
        int compared = 0, other = 0;
        foreach (var table in ZoneTable.All)
        {
            foreach (var name in table.Names)
            {
                if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
                {
                    other += 68;
                    continue;
                }

                var days = new TumblingWindows(TimeSpan.FromDays(1), timeZone: name);
                for (var year = 1970; year <= 2037; year++)
                {
                    var (from, to) = (new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                    if (!Agree(table, zone, from.AddDays(-3), to.AddDays(3)))
                    {
                        other++;
                        continue;
                    }

                    compared++;
                    Compare(table, days, from, to);
                }
            }
        }

        Assert.True(compared > 35_000, $"Only {compared} years of zones could be compared with the table; of {other} the machine has other time zone data: regenerate the table with make_table.py.");
    }

    // The windows that begin in this period: each is a day of the table, and each day that has a duration has its window.
    private static void Compare(ZoneTable table, TumblingWindows days, DateTime from, DateTime to)
    {
        for (var day = from.Date; day < to; day = day.AddDays(1))
        {
            var (start, end) = (table.StartOf(day), table.StartOf(day.AddDays(1)));
            if (start == end)
            {
                continue;
            }

            foreach (var ticks in new[] { start.Ticks, start.Ticks + 1, start.Ticks + ((end - start).Ticks / 2), end.Ticks - 1 })
            {
                var found = days.StartOf(ticks);
                if (found != start.Ticks || days.EndOf(found) != end.Ticks)
                {
                    Assert.Fail($"{table.Names[0]} at {Show(ticks)}: expected {start:O} to {end:O}, and found {Show(found)} to {Show(days.EndOf(found))}.");
                }
            }
        }
    }

    // At each change of the table, and every six hours: this also detects additional changes on the machine.
    private static bool Agree(ZoneTable table, TimeZoneInfo zone, DateTime from, DateTime to)
    {
        var i = table.Offsets.Count - 1;
        while (i > 0 && table.Offsets[i].From > from)
        {
            i--;
        }

        for (; i < table.Offsets.Count && table.Offsets[i].From < to; i++)
        {
            var (at, offset) = table.Offsets[i];
            var until = i + 1 < table.Offsets.Count ? table.Offsets[i + 1].From : to;
            for (; at < until; at = at.AddHours(6))
            {
                if (at >= from && at < to && zone.GetUtcOffset(at) != offset)
                {
                    return false;
                }
            }

            if (until <= to && zone.GetUtcOffset(until.AddTicks(-1)) != offset)
            {
                return false;
            }
        }

        return true;
    }

    private static long At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcTicks;

    private static string Show(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture);
}
