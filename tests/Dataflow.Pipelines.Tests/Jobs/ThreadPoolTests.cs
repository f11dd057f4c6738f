using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>Random jobs on real threads, stopped, cancelled and drained at random moments: they detect races, which the simulation cannot.</summary>
public sealed class ThreadPoolTests
{
    [Fact]
    public Task Jobs_that_are_stopped_and_cancelled_at_random_lose_nothing() => RunAsync(1, 6);

    [Fact]
    [Trait("size", "long")]
    public Task The_same_many_times() => RunAsync(1000, 600);

    private static async Task RunAsync(int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                await RunAsync(new Random(seed));
            }
            catch (Exception fault)
            {
                Assert.Fail($"round {seed} (a replay has the same graph, but not the same order of threads): {fault}");
            }
        }
    }

    private static async Task RunAsync(Random random)
    {
        var graph = ClickGraph.Random(random) with { MaxChunk = random.Next(2, 3000) };
        var world = new ClickWorld(graph.Sources, random.Next(1, 5));
        List<byte[]> all = [];
        var lives = random.Next(1, 5);
        for (var life = 1; life <= lives; life++)
        {
            foreach (var topic in world.Topics)
            {
                for (var partition = 0; partition < topic.Partitions; partition++)
                {

                    var input = ClickInput.Random(random, 1000, all.Count * 10, life * 1000);
                    all.AddRange(input);
                    topic.Append(partition, [.. input]);
                }
            }

            var process = new SimulatedProcess();
            var job = await new ClickJob(world, graph, process, life).StartAsync();
            await EndAsync(random, world, process, job, isLast: life == lives);
            if (life == lives)
            {
                Expect.Balance(job.Counts(), new ClickModel(all, graph));
            }

            Expect.NoBatchesLeft(job);
        }

        Expect.Results(world, new ClickModel(all, graph));
    }

    private static async Task EndAsync(Random random, ClickWorld world, SimulatedProcess process, Job job, bool isLast)
    {
        var until = random.Next(1500);
        await Until.Async("some records are read", () => Progress(world, job) >= until || job.Lag == 0, () => job.Counts()["clicks"]);
        if (isLast)
        {
            job.Drain();
            await Until.EndOf(job.Completion, "the drained job's end");
        }
        else if (random.Next(2) == 0)
        {
            await Until.EndOf(job.SuspendAsync(TimeSpan.FromHours(1)), "the suspended job's end");
        }
        else
        {
            process.Die();
            job.Cancel();
        }

        await Until.EndOf(job.DisposeAsync().AsTask(), "the disposal");
    }

    // Advances the time, so that checkpoints are taken.
    private static long Progress(ClickWorld world, Job job)
    {
        world.Time.Advance(TimeSpan.FromSeconds(1));
        return job.Counts()["clicks"].In;
    }
}
