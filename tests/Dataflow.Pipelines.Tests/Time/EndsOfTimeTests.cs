using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.Files;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Windows;

namespace Dataflow.Pipelines.Tests.Time;

/// <summary>Event times at both ends of the range of <see cref="DateTimeOffset"/>, and durations as long as that range.</summary>
public sealed class EndsOfTimeTests
{
    private const long Latest = 3_155_378_975_999_999_999;
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    public static TheoryData<string, string> Ends()
    {
        var data = new TheoryData<string, string>();
        foreach (var shape in new[] { "tumbling", "weekly", "sliding", "session", "berlin", "apia" })
        {
            data.Add(shape, "first");
            data.Add(shape, "last");
        }

        return data;
    }

    [Fact]
    public void The_watermark_never_leaves_the_range_of_event_time()
    {
        var clock = new SplitClock(new WatermarkPolicy { MaxOutOfOrderness = TenSeconds, MaxAhead = TimeSpan.MaxValue });
        clock.Add(0, long.MinValue, 0);
        clock.Begin(DateTime.UnixEpoch.Ticks, 0);
        Assert.True(clock.Observe(0, 0));
        clock.Advance(0);
        Assert.Equal(0, clock.Watermark);
        Assert.True(clock.Observe(0, Latest));
        clock.Advance(0);
        Assert.Equal(Latest - TenSeconds.Ticks, clock.Watermark);
    }

    [Fact]
    public void A_job_can_start_from_a_checkpoint_with_a_watermark_before_all_times()
    {
        var clock = new SplitClock(new WatermarkPolicy());
        clock.Restore(-TenSeconds.Ticks);
        Assert.Equal(0, clock.Watermark);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_window_at_an_end_of_time_fires_at_the_end_of_the_data_and_its_result_has_a_time(string shape, string end)
    {
        var at = end == "first" ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        var run = new WindowRun(ShapeOf(shape), TenSeconds).Start(2);
        run.Send(new Click("1", "ann", at, 1));
        Assert.Equal(end == "first" ? at : at - TenSeconds, run.Job.Watermark);
        run.Checkpoint().Crash().Start(1);
        Assert.Equal(end == "first" ? at : at - TenSeconds, run.Job.Watermark);
        run.Drain();
        Assert.NotEmpty(run.Results);
        Assert.All(run.Results, r => Assert.Equal(1, r.Amount));
        Assert.Empty(run.World.Late.Rows);
    }

    [Theory]
    [InlineData("tumbling")]
    [InlineData("sliding")]
    [InlineData("session")]
    public void Allowed_lateness_as_long_as_all_of_time_closes_no_window(string kind)
    {
        var all = TimeSpan.MaxValue;
        var (start, middle) = (DateTimeOffset.UnixEpoch.Ticks, Latest / 2);
        Assert.False(kind switch
        {
            "tumbling" => new TumblingWindows(TenSeconds, all).IsClosed(start, middle),
            "sliding" => new SlidingWindows(TenSeconds, TenSeconds, all).IsClosed(start, middle),
            _ => new SessionWindows(TenSeconds, all).IsClosed(start, middle),
        });
        Assert.True(new SlidingWindows(TenSeconds, TenSeconds, all).FirstOpen(middle) <= start);
        Assert.False(new SessionWindows(TimeSpan.FromDays(3_652_059), all).IsClosed(Latest, Latest));
    }

    [Fact]
    public void Windows_longer_than_all_of_time_are_refused()
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.FromDays(3_652_060)));
        Assert.StartsWith("The size of windows must not be longer than 3652059d, which is the range of event time, and is 3652060d.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(TimeSpan.MaxValue, TimeSpan.MaxValue));
        var whole = new TumblingWindows(TimeSpan.FromDays(3_652_059), offset: TimeSpan.FromDays(3_652_058));
        foreach (var ticks in new[] { 0, DateTime.UnixEpoch.Ticks, Latest })
        {
            var start = whole.StartOf(ticks);
            Assert.InRange(ticks, start, whole.EndOf(start) - 1);
        }

        var slid = new SlidingWindows(TimeSpan.FromDays(3_652_059), TimeSpan.FromDays(3_652_059), TimeSpan.MaxValue, TimeSpan.FromDays(3_652_058));
        foreach (var ticks in new[] { 0, DateTime.UnixEpoch.Ticks, Latest })
        {
            var slice = slid.SliceOf(ticks);
            Assert.InRange(ticks, slice.Start, slice.End - 1);
            Assert.InRange(slice.Start, slid.FirstWindowOf(slice.Start), slid.LastWindowOf(slice.Start));
        }
    }

    [Fact]
    public void A_join_pairs_records_at_both_ends_of_time()
    {
        var interval = JoinInterval.Within(TimeSpan.MaxValue);
        Assert.True(interval.RightOf(0).From <= 0 && interval.RightOf(0).To >= Latest);
        Assert.True(interval.LeftOf(Latest).From <= 0 && interval.LeftOf(Latest).To >= Latest);
        var narrow = JoinInterval.Within(TenSeconds);
        Assert.True(narrow.RightOf(0).From < 0 && narrow.RightOf(Latest).To > Latest);
    }

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(1L << 50)]
    [InlineData(long.MaxValue)]
    public void Duplicates_at_both_ends_of_time_are_found(long within)
    {
        var key = new UInt128(7, 7);
        foreach (var at in new[] { 0, Latest })
        {
            using var seen = new FingerprintSet(new TimeSpan(within));
            seen.Advance(at);
            Assert.True(seen.TryAdd(key, at, out var isRemembered));
            Assert.True(isRemembered);
            Assert.False(seen.TryAdd(key, at, out _));
        }
    }

    [Fact]
    public void A_state_of_the_first_instant_expires_like_any_other()
    {
        var state = new KeyedState<long>(new TtlPolicy(TenSeconds));
        state.Of(new UInt128(0, 5), 0) = 1;
        state.Settle();
        Assert.Equal(1, state.Of(new UInt128(0, 5), TenSeconds.Ticks - 1));
        Assert.Equal(0, state.Of(new UInt128(0, 5), TenSeconds.Ticks + 1));
    }

    [Fact]
    public void Units_before_the_epoch_and_of_negative_durations_are_rounded_down()
    {
        Assert.Equal(-1, ColumnValue.Instant(DateTimeOffset.UnixEpoch.AddTicks(-1)));
        Assert.Equal(-1, ColumnValue.Instant(DateTime.UnixEpoch.AddTicks(-10)));
        Assert.Equal(-2, ColumnValue.Instant(DateTime.UnixEpoch.AddTicks(-11)));
        Assert.Equal(0, ColumnValue.Instant(DateTimeOffset.UnixEpoch.AddTicks(9)));
        Assert.Equal(-1, ColumnValue.Duration(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_partition_of_a_window_that_begins_before_the_first_instant_is_named_after_that_instant()
    {
        var template = new PartitionTemplate("day={window_start:yyyyMMdd}", hasWindows: true);
        Assert.Equal("day=00010101", template.Of(new TumblingWindows(TimeSpan.FromDays(7)).StartOf(0)));
    }

    private static WindowShape ShapeOf(string name) => name switch
    {
        "tumbling" => new WindowShape.Sliding(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)),
        "weekly" => new WindowShape.Days("UTC", 7, TimeSpan.Zero),
        "sliding" => new WindowShape.Sliding(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1)),
        "session" => new WindowShape.Sessions(TimeSpan.FromSeconds(30)),
        "berlin" => new WindowShape.Days("Europe/Berlin", 1, TimeSpan.Zero),
        _ => new WindowShape.Days("Pacific/Apia", 1, TimeSpan.Zero),
    };
}
