using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Simulation;

/// <summary>A <see cref="ClickJob"/> of a random shape, the same in all its attempts.</summary>
internal sealed class ClickSimulation : JobSimulation
{
    private readonly int _seed;
    private readonly ClickGraph _graph;

    public ClickSimulation(int seed)
        : base(seed)
    {
        _seed = seed;
        _graph = ClickGraph.Random(Random);
        World = new ClickWorld(_graph.Sources, Random.Next(1, 5));
        var first = 0;
        foreach (var topic in World.Topics)
        {
            for (var partition = 0; partition < topic.Partitions; partition++, first += 100_000)
            {
                AddInput(topic, partition, ClickInput.Random(Random, Random.Next(50, 200), first));
            }
        }
    }

    protected override Task<Job> StartAsync(SimulatedProcess process, SingleThreadScheduler scheduler, int life) =>
        new ClickJob(World, _graph, process, _seed + life) { Scheduler = scheduler }.StartAsync();

    protected override void ExpectResults() => Expect.Results(World, new ClickModel(Messages, _graph));

    protected override void ExpectCounts(Job job) => Expect.Balance(job.Counts(), new ClickModel(Messages, _graph));
}
