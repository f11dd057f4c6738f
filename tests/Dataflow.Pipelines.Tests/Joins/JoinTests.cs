using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Joins;

public sealed class JoinTests
{
    [Fact]
    public void Any_join_equals_LINQ_for_records_in_time_despite_crashes()
    {
        var joins = Run(1, 120, 0);
        if (Seeds.IsReplay)
        {
            return;
        }

        // The random joins cover all kinds, late records and crashes.
        Assert.True(joins.Sum(static j => j.Crashes) >= 60, $"only {joins.Sum(static j => j.Crashes)} crashes");
        Assert.True(joins.Sum(static j => j.Stops) >= 15, $"only {joins.Sum(static j => j.Stops)} stops");
        Assert.True(joins.Count(static j => j.Late > 0) >= 30, $"only {joins.Count(static j => j.Late > 0)} with late records");
        Assert.True(joins.Count(static j => j.Results > 20) >= 60, $"only {joins.Count(static j => j.Results > 20)} with more than 20 results");
        Assert.All(Enum.GetValues<JoinKind>(), kind => Assert.True(joins.Count(j => j.Shape.Kind == kind) >= 10, $"too few of kind {kind}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void At_any_number_of_lanes(int lanes) => Run(1_000, 20, lanes);

    [Fact]
    [Trait("size", "long")]
    public void The_same_over_many_seeds() => Run(10_000, 5_000, 0);

    [Fact]
    public void Bounds_that_exclude_every_pair_are_refused()
    {
        var fault = Assert.Throws<ArgumentException>(static () => new JoinInterval(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        Assert.Contains("Exchange them", fault.Message, StringComparison.Ordinal);
    }

    private static List<JoinSimulation> Run(int first, int count, int lanes)
    {
        List<JoinSimulation> joins = [];
        Seeds.Run(first, count, seed =>
        {
            var simulation = new JoinSimulation(seed, lanes);
            simulation.Run();
            joins.Add(simulation);
        });
        return joins;
    }
}
