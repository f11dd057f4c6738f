using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

public sealed class RunningTests
{
    [Theory]
    [InlineData(1, 1, 0, 500)]
    [InlineData(2, 3, 2, 500)]
    [InlineData(1, 3, 0, 12_000)]
    public async Task A_job_on_the_thread_pool_gives_the_results_of_the_model_and_its_counts_balance(int sourceLanes, int parallelism, int chainLanes, int maxChunk)
    {
        var graph = new ClickGraph { SourceLanes = sourceLanes, Parallelism = parallelism, ChainLanes = chainLanes, MaxChunk = maxChunk };
        var world = new ClickWorld(partitions: 4);
        var random = new Random(7);
        List<byte[]> all = [];
        for (var partition = 0; partition < 4; partition++)
        {
            var messages = ClickInput.Random(random, 3000, partition * 10_000);
            world.Topic.Append(partition, [.. messages]);
            all.AddRange(messages);
        }

        await using var job = await new ClickJob(world, graph, new SimulatedProcess()).StartAsync();
        job.Drain();
        await Until.EndOf(job.Completion, "the end of a drained job");

        Expect.Results(world, new ClickModel(all, graph));
        Expect.Balance(job.Counts(), new ClickModel(all, graph));
        Expect.NoBatchesLeft(job);
    }
}
