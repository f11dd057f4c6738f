using Dataflow.Pipelines.Testing.Tests.Sensors;

namespace Dataflow.Pipelines.Testing.Tests;

/// <summary>Generated state and timers, with crashes and different numbers of lanes.</summary>
public sealed class KeyedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void State_and_timers_survive_a_crash_at_any_number_of_lanes(int lanes)
    {
        using var test = PipelineTest.Start(new SensorSilences());
        var readings = test.Source<Reading>(nameof(SensorSilences.Readings));
        readings.Push(At("a", 0), At("b", 10));
        test.Checkpoint();
        readings.Push(At("a", 30));
        test.Crash(lanes);
        readings.Push(At("b", 95));
        Assert.Empty(Alarms());

        readings.Push(At("b", 96));
        Assert.Equal([new Silence("a", Noon.AddSeconds(90), 2)], Alarms());
        test.Checkpoint();
        test.Crash(lanes);
        readings.Push(At("c", 200));
        Assert.Equal([new Silence("a", Noon.AddSeconds(90), 2), new Silence("b", Noon.AddSeconds(156), 3)], Alarms());

        // The end of the data is later than any timer.
        test.Drain();
        Assert.Equal(new Silence("c", Noon.AddSeconds(260), 1), Alarms()[^1]);
        Assert.Equal(3, test.Counts(nameof(SensorSilences.Watch)).Out);

        IReadOnlyList<Silence> Alarms() => test.Output<Silence>(nameof(SensorSilences.Alarms));
    }

    private static Reading At(string sensor, int second) => new(sensor, Noon.AddSeconds(second), 1, "");
}
