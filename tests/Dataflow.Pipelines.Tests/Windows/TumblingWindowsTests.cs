using Dataflow.Pipelines.Tests.Support;
using Dataflow.Pipelines.Windows;

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
    public void A_size_of_nothing_and_a_negative_lateness_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.FromMinutes(1), TimeSpan.FromTicks(-1)));
    }
}
