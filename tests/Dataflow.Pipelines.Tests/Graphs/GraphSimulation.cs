using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Simulation;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>A random graph over random input that crashes and stops; in each attempt its nodes have other numbers of lanes.</summary>
internal sealed class GraphSimulation : JobSimulation
{
    private readonly GraphTables _tables = new();
    private readonly GraphModel _model;

    public GraphSimulation(int seed)
        : base(seed)
    {
        Graph = new RandomGraph(Random);
        World = new ClickWorld(Graph.Sources.Count(), Random.Next(1, 4));
        var first = 0;
        foreach (var topic in World.Topics)
        {
            for (var partition = 0; partition < topic.Partitions; partition++, first += 100_000)
            {
                AddInput(topic, partition, ClickInput.Random(Random, Random.Next(20, 120), first));
            }
        }

        _model = new GraphModel(Graph, source => MessagesOf(World.Topics[source]));
    }

    public RandomGraph Graph { get; }

    protected override Task<Job> StartAsync(SimulatedProcess process, SingleThreadScheduler scheduler, int life) =>
        new GraphJob(Graph, World, _tables, process, Random).StartAsync(scheduler);

    protected override void ExpectResults()
    {
        foreach (var node in Graph.Nodes.Where(static n => n.Outputs == 0))
        {
            Same(node.Id, _model.Rows[node.Id], node.Kind == GraphNodeKind.FileSink ? ClickLines.Visible(World.Files) : _tables.Of(node.Id).Rows);
        }

        foreach (var node in Graph.Nodes.Where(static n => n.Rejects >= 0))
        {
            // A source's own rejects and those of the nodes fused to it have reasons that the model does not compute.
            var isSource = node.Kind == GraphNodeKind.Source;
            var letters = _tables.Rejects.Rows.Where(l => l.Node == node.Id || (isSource && l.Node == $"{node.Id}_valid"));
            Same($"rejects of {node.Id}", _model.Rejects[node.Id], letters.Select(l => isSource ? null : l.Reason));
        }

        Same("late records", [], _tables.Late.Rows);
        Jobs.Expect.FileSets(World.Files);
    }

    protected override void ExpectCounts(Job job)
    {
        var counts = job.Counts();
        foreach (var node in Graph.Nodes)
        {
            Assert.True(_model.Counts[node.Id] == counts[node.Id], $"{node.Id}: expected {_model.Counts[node.Id]}, counted {counts[node.Id]}, in {Graph}");
        }
    }

    private void Same<T>(string what, IEnumerable<T> expected, IEnumerable<T> seen)
    {
        var left = seen.GroupBy(static s => (s, 0)).ToDictionary(static g => g.Key, static g => g.Count());
        foreach (var record in expected)
        {
            var key = (record, 0);
            Assert.True(left.TryGetValue(key, out var count) && count > 0, $"{what}: missing: {record}, in {Graph}");
            left[key] = count - 1;
        }

        var more = left.Where(static l => l.Value > 0).Select(static l => $"{l.Value} x {l.Key.s}").Take(5);
        Assert.True(!more.Any(), $"{what}: not expected: {string.Join("; ", more)}, in {Graph}");
    }
}
