namespace Dataflow.Pipelines.Tests.Graphs;

public sealed class RandomGraphTests
{
    [Fact]
    public void Any_graph_at_any_parallelism_gives_the_results_of_the_model_despite_crashes()
    {
        var graphs = Run(1, 50);
        if (Seeds.IsReplay)
        {
            return;
        }

        // The random graphs cover all kinds of nodes and faults.
        var nodes = graphs.SelectMany(static g => g.Graph.Nodes).ToArray();
        foreach (var kind in Enum.GetValues<GraphNodeKind>())
        {
            Assert.True(nodes.Count(n => n.Kind == kind) >= 10, $"only {nodes.Count(n => n.Kind == kind)} nodes of kind {kind}");
        }

        foreach (var kind in Enum.GetValues<GraphWindowKind>())
        {
            Assert.True(nodes.Count(n => n.Kind == GraphNodeKind.Window && n.Window == kind) >= 5, $"too few windows of kind {kind}");
        }

        Assert.True(nodes.Count(static n => n.From.Count > 1) >= 25, "too few unions");
        Assert.True(nodes.Count(n => n.AllowedLateness > TimeSpan.Zero) >= 5, "too few windows with allowed lateness");
        Assert.True(graphs.Sum(static g => g.Crashes) >= 40, $"only {graphs.Sum(static g => g.Crashes)} crashes");
        Assert.True(graphs.Sum(static g => g.Stops) >= 8, $"only {graphs.Sum(static g => g.Stops)} stops");
    }

    [Theory]
    [InlineData(20021)] // lanes of a file sink that are fed one by one have separate watermarks
    public void Graphs_that_once_failed(int seed) => Run(seed, 1);

    [Fact]
    [Trait("size", "long")]
    public void The_same_over_many_graphs() => Run(20_000, 5_000);

    private static List<GraphSimulation> Run(int first, int count)
    {
        List<GraphSimulation> graphs = [];
        Seeds.Run(first, count, seed =>
        {
            var simulation = new GraphSimulation(seed);
            simulation.Run();
            graphs.Add(simulation);
        });
        return graphs;
    }
}
