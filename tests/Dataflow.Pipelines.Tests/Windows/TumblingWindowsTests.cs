using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class TumblingWindowsTests
{
    [Fact]
    public void Each_time_has_one_window_and_windows_are_aligned_to_the_epoch() => Seeds.Run(1, 20, static seed =>
    {
        var random = new Random(seed);
        var size = random.NextInt64(1, TimeSpan.TicksPerDay * 3);
        var windows = new TumblingWindows(new TimeSpan(size));
        for (var i = 0; i < 1000; i++)
        {
            var ticks = random.NextInt64(DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
            var start = windows.StartOf(ticks);
            Assert.InRange(ticks, start, start + size - 1);
            Assert.Equal(0, (start - DateTime.UnixEpoch.Ticks) % size);
        }
    });

    [Fact]
    public void A_window_closes_when_the_watermark_has_passed_its_end_and_the_lateness()
    {
        var windows = new TumblingWindows(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        var start = DateTime.UnixEpoch.Ticks;
        Assert.False(windows.IsClosed(start, long.MinValue));
        Assert.False(windows.IsClosed(start, start + (6 * TimeSpan.TicksPerMinute) - 1));
        Assert.True(windows.IsClosed(start, start + (6 * TimeSpan.TicksPerMinute)));
        Assert.True(windows.IsClosed(start, long.MaxValue));
    }

    [Fact]
    public void A_size_of_zero_and_a_negative_lateness_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.FromMinutes(1), TimeSpan.FromTicks(-1)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00Z", "2026-03-28T23:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25T12:00Z", "2026-10-24T22:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05T06:00Z", "2026-04-04T13:00Z", 24.5)]
    [InlineData("America/Havana", "2026-11-01T04:30Z", "2026-11-01T04:00Z", 25)] // midnight occurs twice: the day begins with the first
    [InlineData("America/Havana", "2026-11-01T05:30Z", "2026-11-01T04:00Z", 25)]
    [InlineData("America/Havana", "2026-03-08T05:00Z", "2026-03-08T05:00Z", 23)] // midnight is skipped: the day begins at one o'clock
    [InlineData("America/Havana", "2026-03-08T04:59Z", "2026-03-07T05:00Z", 24)]
    [InlineData("UTC", "2026-03-29T12:00Z", "2026-03-29T00:00Z", 24)]
    public void A_day_of_a_time_zone_is_as_long_as_its_clock_makes_it(string zone, string time, string start, double hours)
    {
        var windows = new TumblingWindows(TimeSpan.FromDays(1), timeZone: zone);
        var from = windows.StartOf(At(time));
        Assert.Equal(At(start), from);
        Assert.Equal(TimeSpan.FromHours(hours).Ticks, windows.EndOf(from) - from);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Havana")]
    [InlineData("Pacific/Apia")] // had one year without December 30
    [InlineData("Africa/Cairo")]
    public void Days_of_a_time_zone_follow_each_other_without_a_gap(string zone)
    {
        foreach (var offset in new[] { 0, 1, 2.5, 20 })
        {
            var windows = new TumblingWindows(TimeSpan.FromDays(1), offset: TimeSpan.FromHours(offset), timeZone: zone);
            var end = new DateTime(2014, 1, 1).Ticks;
            for (var start = windows.StartOf(new DateTime(2010, 1, 1).Ticks); start < end; start = windows.EndOf(start))
            {
                var next = windows.EndOf(start);
                Assert.InRange(next - start, 1, TimeSpan.FromHours(48).Ticks);
                Assert.Equal(start, windows.StartOf(start));
                Assert.Equal(start, windows.StartOf(next - 1));
                Assert.Equal(start, windows.StartOf(start + ((next - start) / 2)));
            }
        }
    }

    [Fact]
    public void Weeks_of_a_time_zone_begin_on_the_day_of_the_offset()
    {
        // The epoch was a Thursday: four days later is a Monday.
        var windows = new TumblingWindows(TimeSpan.FromDays(7), offset: TimeSpan.FromDays(4), timeZone: "Europe/Berlin");
        Assert.Equal(At("2026-10-18T22:00Z"), windows.StartOf(At("2026-10-21T12:00Z")));
    }

    [Fact]
    public void A_missing_time_zone_and_windows_that_cannot_follow_one_are_refused()
    {
        var wrong = Assert.Throws<ArgumentException>(() => new TumblingWindows(TimeSpan.FromDays(1), timeZone: "Europe/Berlyn"));
        Assert.Equal("There is no time zone 'Europe/Berlyn' on this machine: did you mean 'Europe/Berlin'?", wrong.Message);
        wrong = Assert.Throws<ArgumentException>(() => new TumblingWindows(TimeSpan.FromHours(6), timeZone: "Europe/Berlin"));
        Assert.StartsWith("Windows of 6h cannot follow time zone 'Europe/Berlin': only whole days can, as in 1d.", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.FromHours(6), offset: TimeSpan.FromHours(6)));
    }

    [Fact]
    public void An_invalid_value_from_an_input_is_an_error_of_the_start_that_names_the_node()
    {
        var run = new WindowRun(new WindowShape.Days("Europe/Berlyn", 1, TimeSpan.Zero), TimeSpan.Zero);
        var fault = Assert.Throws<PipelineFaultException>(() => run.Start(1));
        Assert.Equal("Pipeline 'windows' stopped: node 'window' failed: There is no time zone 'Europe/Berlyn' on this machine: did you mean 'Europe/Berlin'?", fault.Message);
        run = new WindowRun(new WindowShape.Sliding(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)), TimeSpan.Zero);
        fault = Assert.Throws<PipelineFaultException>(() => run.Start(1));
        Assert.StartsWith(
            "Pipeline 'windows' stopped: node 'window' failed: The slide of windows must not be longer than their size: it is 2m, and the size 1s.", fault.Message, StringComparison.Ordinal);
    }

    private static long At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).UtcTicks;
}
