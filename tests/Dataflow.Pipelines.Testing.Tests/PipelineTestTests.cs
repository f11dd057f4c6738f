using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Testing.Tests.Sensors;

namespace Dataflow.Pipelines.Testing.Tests;

public sealed class PipelineTestTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PipelineTest<SensorMinutes> _test = PipelineTest.Start(new SensorMinutes { Limit = 50 });

    private TestSource<Reading> Readings => _test.Source<Reading>(nameof(SensorMinutes.Readings));

    private IReadOnlyList<Minute> Table => _test.Output<Minute>(nameof(SensorMinutes.Table));

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_window_is_emitted_when_the_watermark_has_passed_its_end()
    {
        Readings.Push(At(0, 10), At(30, 20));
        Assert.Empty(Table);
        Assert.Equal(Noon.AddSeconds(25), _test.Watermark);

        Readings.Push(At(65, 5));
        Assert.Equal([new Minute("s", Noon, 2, 20)], Table);
    }

    [Fact]
    public void Late_records_go_to_their_stream_and_are_counted()
    {
        Readings.Push(At(0, 1), At(70, 2));
        Readings.Push(At(59, 3));

        Assert.Equal([At(59, 3)], _test.Output<Reading>(nameof(SensorMinutes.LateReadings)));
        Assert.Equal(1, _test.Counts(nameof(SensorMinutes.Minutes)).Late);
    }

    [Fact]
    public void Rejects_of_the_source_and_of_an_operator_are_dead_letters()
    {
        Readings.PushMessage("{\"sensor\":");
        Readings.Push(At(1, 51));

        Assert.Equal(
            [("readings", "malformed JSON: ends inside an object, after line 1, byte 10"), ("check", "the value is over the limit")],
            _test.Output<DeadLetter>(nameof(SensorMinutes.Errors)).Select(static d => (d.Node, d.Reason)));
        Assert.Equal(new NodeCounts(1, 0, 1, 0, 0, 0, 0), _test.Counts(nameof(SensorMinutes.Check)));
    }

    [Fact]
    public void Drain_closes_open_windows_and_commits_them()
    {
        Readings.Push(At(0, 1));
        _test.Drain();

        Assert.Equal([new Minute("s", Noon, 1, 1)], _test.Committed<Minute>(nameof(SensorMinutes.Table)));
        Assert.Equal(1, _test.Counts(nameof(SensorMinutes.Table)).Out);
        Assert.Throws<InvalidOperationException>(() => Readings.Push(At(1, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_crash_loses_nothing_and_repeats_nothing_at_any_number_of_lanes(int lanes)
    {
        Readings.Push(At(0, 1, "a"), At(10, 2, "b"));
        _test.Checkpoint();
        Readings.Push(At(20, 3, "c"), At(30, 4, "a"));
        _test.Crash(lanes);
        Readings.Push(At(40, 5, "b"), At(80, 6, "d"));

        Assert.Equal([new Minute("s", Noon, 3, 3)], Table);
        Assert.Equal(2, _test.Counts(nameof(SensorMinutes.Distinct)).Duplicates);
    }

    [Fact]
    public void A_crash_discards_everything_after_the_last_checkpoint()
    {
        Readings.Push(At(0, 1), At(70, 2));
        Assert.Single(Table);
        Assert.Empty(_test.Committed<Minute>(nameof(SensorMinutes.Table)));
        _test.Crash();

        // The records are read again, and the window is emitted again, once.
        Assert.Single(Table);
        _test.Checkpoint();
        Assert.Single(_test.Committed<Minute>(nameof(SensorMinutes.Table)));
        _test.Crash();
        Assert.Single(Table);
    }

    [Fact]
    public void A_restart_continues_where_it_stopped()
    {
        Readings.Push(At(0, 1));
        _test.Restart();
        Assert.Equal(1, Readings.CommittedOffsets[0]);
        Readings.Push(At(70, 2));

        Assert.Equal([new Minute("s", Noon, 1, 1)], Table);
    }

    [Fact]
    public void Only_the_test_advances_the_clock_and_checkpoints_follow_it()
    {
        var start = _test.Now;
        Readings.Push(At(0, 1));
        Assert.Equal(0, _test.LastCheckpoint);

        _test.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(start.AddMinutes(3), _test.Now);
        Assert.Equal(3, _test.LastCheckpoint);
    }

    [Fact]
    public void A_partition_that_is_idle_holds_the_watermark_back_until_its_timeout()
    {
        using var two = PipelineTest.Start(new SensorMinutes(), new PipelineTestOptions { Partitions = 2 });
        var readings = two.Source<Reading>(nameof(SensorMinutes.Readings));
        readings.PushTo(1, At(0, 1));
        readings.PushTo(0, At(120, 1));
        Assert.Equal(Noon.AddSeconds(-5), two.Watermark);

        two.Advance(TimeSpan.FromSeconds(20));
        readings.PushTo(0, At(121, 1));
        two.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(Noon.AddSeconds(116), two.Watermark);
    }

    [Fact]
    public void A_wrong_name_is_reported_with_the_nearest()
    {
        Assert.Contains("Did you mean 'Table'?", Assert.Throws<ArgumentException>(() => _test.Output<Minute>("Tabel")).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Distinct'?", Assert.Throws<ArgumentException>(() => _test.Counts("Distinkt")).Message, StringComparison.Ordinal);
        Assert.Equal("'table' carries Minute, not Reading.", Assert.Throws<ArgumentException>(() => _test.Output<Reading>(nameof(SensorMinutes.Table))).Message);
    }

    private static Reading At(int second, double value, string? id = null) => new("s", Noon.AddSeconds(second), value, id ?? $"{second}/{value}");
}
