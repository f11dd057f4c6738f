namespace Dataflow.Pipelines.Tests.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void Despite_crashes_and_stops_no_record_is_lost_or_duplicated()
    {
        var (crashes, stops) = Run(1, 100);

        Assert.True(Seeds.IsReplay || (crashes >= 100 && stops >= 20), $"only {crashes} crashes and {stops} stops: the simulation proves too little");
    }

    [Fact]
    [Trait("size", "long")]
    public void The_same_over_many_seeds() => Run(10_000, 5_000);

    [Fact]
    public void The_same_seed_gives_the_same_trace() => Seeds.Run(500, 10, static seed =>
    {
        var (first, second) = (new ClickSimulation(seed), new ClickSimulation(seed));
        first.Run();
        second.Run();
        Assert.Equal(first.Trace, second.Trace);
    });

    private static (int Crashes, int Stops) Run(int first, int count)
    {
        int crashes = 0, stops = 0;
        Seeds.Run(first, count, seed =>
        {
            var simulation = new ClickSimulation(seed);
            simulation.Run();
            crashes += simulation.Crashes;
            stops += simulation.Stops;
        });
        return (crashes, stops);
    }
}
