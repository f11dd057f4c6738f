using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Time;

public sealed class SplitClockTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    [Fact]
    public void The_watermark_is_the_least_of_the_splits_minus_MaxOutOfOrderness()
    {
        var clock = Clock(new WatermarkPolicy { MaxOutOfOrderness = TimeSpan.FromSeconds(10) }, 2);
        clock.Observe(0, 100 * Second);
        clock.Advance(0);
        Assert.Equal(long.MinValue, clock.Watermark);
        clock.Observe(1, 50 * Second);
        clock.Observe(1, 40 * Second);
        clock.Advance(0);
        Assert.Equal(40 * Second, clock.Watermark);
    }

    [Fact]
    public void Records_of_a_split_that_is_added_behind_the_watermark_are_counted_up_to_it()
    {
        var clock = Clock(new WatermarkPolicy(), 1);
        clock.Observe(0, 100 * Second);
        clock.Advance(0);
        Assert.False(clock.Add(1, 100 * Second, 0));
        Assert.False(clock.Add(2, long.MinValue, 0));
        Assert.True(clock.Add(3, 60 * Second, 0));
        clock.Observe(0, 70 * Second);
        clock.Observe(1, 101 * Second);
        Assert.Equal(0, clock.Behind);
        clock.Observe(3, 61 * Second);
        clock.Observe(3, 99 * Second);
        clock.Observe(3, 100 * Second);
        clock.Observe(2, 99 * Second);
        Assert.Equal(3, clock.Behind);
    }

    [Fact]
    public void A_split_that_is_idle_holds_nothing_back_and_a_later_one_never_moves_the_watermark_back()
    {
        var clock = Clock(new WatermarkPolicy { IdleTimeout = TimeSpan.FromSeconds(60) }, 2);
        clock.Begin(30 * Second, 30 * Second);
        clock.Observe(0, 100 * Second);
        clock.Advance(60 * Second);
        Assert.Equal((100 * Second, false), (clock.Watermark, clock.IsIdle));

        clock.Add(2, 5 * Second, 60 * Second);
        clock.Advance(60 * Second);
        Assert.Equal(100 * Second, clock.Watermark);
        clock.Advance(200 * Second);
        Assert.True(clock.IsIdle);
        clock.Begin(200 * Second, 200 * Second);
        clock.Observe(1, 1 * Second);
        clock.Advance(201 * Second);
        Assert.False(clock.IsIdle);
    }

    [Fact]
    public void A_clock_that_has_lost_its_splits_is_not_idle_and_a_removed_split_does_not_count()
    {
        var clock = Clock(new WatermarkPolicy(), 2);
        clock.Observe(0, 100);
        clock.Observe(1, 10);
        clock.Remove(1);
        clock.Advance(0);
        Assert.Equal(100, clock.Watermark);
        clock.Remove(0);
        clock.Advance(0);
        Assert.False(clock.IsIdle);
    }

    [Fact]
    public void A_clock_without_assigned_splits_is_idle_and_a_later_split_does_not_move_the_watermark_back()
    {
        var clock = Clock(new WatermarkPolicy(), 1);
        clock.Observe(0, 100);
        clock.Advance(0);
        clock.Remove(0);
        clock.SetAssigned(isKnown: false);
        clock.Advance(0);
        Assert.Equal((false, false), (clock.IsIdle, clock.IsVacant));
        clock.SetAssigned(isKnown: true);
        clock.Advance(0);
        Assert.Equal((true, true), (clock.IsIdle, clock.IsVacant));
        clock.Add(1, long.MinValue, 0);
        clock.Advance(0);
        Assert.Equal((100, false, false), (clock.Watermark, clock.IsIdle, clock.IsVacant));
        clock.Observe(1, 10);
        clock.Advance(0);
        Assert.Equal((100, false), (clock.Watermark, clock.IsIdle));
    }

    [Fact]
    public void A_split_without_usable_event_times_is_idle()
    {
        var clock = Clock(new WatermarkPolicy { IdleTimeout = TimeSpan.FromSeconds(60), MaxAhead = TimeSpan.FromSeconds(1) }, 2);
        clock.Begin(59 * Second, 59 * Second);
        clock.Observe(0, 50 * Second);
        Assert.False(clock.Observe(1, 70 * Second));
        clock.Advance(60 * Second);
        Assert.Equal(50 * Second, clock.Watermark);
    }

    [Fact]
    public void A_time_too_far_ahead_is_refused_with_the_reason()
    {
        var clock = Clock(new WatermarkPolicy { MaxAhead = TimeSpan.FromHours(1) }, 1);
        var now = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        clock.Begin(now, now);
        Assert.True(clock.Observe(0, now + TimeSpan.TicksPerHour));
        Assert.False(clock.Observe(0, now + TimeSpan.TicksPerHour + 1));
        clock.Advance(now);
        Assert.Equal(now + TimeSpan.TicksPerHour, clock.Watermark);
        Assert.Equal("event time 2999-01-01T00:00:00.000Z is more than 01:00:00 ahead of the processing time", clock.TooFarAhead(new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void A_change_of_the_wall_clock_makes_no_split_idle_or_active(int set)
    {
        var now = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var clock = Clock(new WatermarkPolicy { IdleTimeout = TimeSpan.FromSeconds(60) }, 1);
        clock.Begin(now + (set * Second), 10 * Second);
        clock.Observe(0, 100);
        clock.Advance(69 * Second);
        Assert.False(clock.IsIdle);
        clock.Advance(70 * Second);
        Assert.True(clock.IsIdle);
    }

    [Fact]
    public void A_split_that_has_ended_holds_nothing_back()
    {
        var clock = Clock(new WatermarkPolicy(), 2);
        clock.Observe(0, 100);
        clock.Observe(1, 900);
        clock.Advance(0);
        Assert.Equal(100, clock.Watermark);

        clock.End(0);
        clock.Advance(0);
        Assert.Equal(900, clock.Watermark);
        Assert.False(clock.IsIdle);

        clock.End(1);
        clock.Advance(0);
        Assert.True(clock.IsIdle);
        Assert.Equal(900, clock.Watermark);
        Assert.Equal(100, clock.Latest(0));
    }

    private static SplitClock Clock(WatermarkPolicy policy, int splits)
    {
        var clock = new SplitClock(policy);
        clock.Begin(0, 0);
        for (var split = 0; split < splits; split++)
        {
            clock.Add(split, long.MinValue, 0);
        }

        return clock;
    }
}
