using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Simulation;

/// <summary>
/// The real engine on one thread in virtual time: a graph, input and a history of crashes and stops that follow from the
/// seed. Each life of the job ends at some operation or some task; the last one runs to the end of the data.
/// </summary>
internal sealed class ClickSimulation
{
    private readonly int seed;
    private readonly Random random;
    private readonly ClickGraph graph;
    private readonly ClickWorld world;
    private readonly List<(MemoryTopic Topic, int Partition, IReadOnlyList<byte[]> Messages)> input = [];
    private readonly List<int> appended = [];

    public ClickSimulation(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        graph = ClickGraph.Random(random);
        world = new ClickWorld(graph.Sources, random.Next(1, 5));
        foreach (var topic in world.Topics)
        {
            for (var partition = 0; partition < topic.Partitions; partition++)
            {
                input.Add((topic, partition, ClickInput.Random(random, random.Next(50, 200), input.Count * 100_000)));
                appended.Add(0);
            }
        }
    }

    /// <summary>What all lives did to the outside world.</summary>
    public List<string> Trace { get; } = [];

    public int Crashes { get; private set; }

    public int Stops { get; private set; }

    public void Run()
    {
        var lives = random.Next(1, 6);
        for (var life = 1; ; life++)
        {
            var process = new SimulatedProcess { DiesAt = life < lives && random.Next(2) == 0 ? random.Next(1, 150) : -1 };
            var isLast = life >= lives;
            var ended = Live(process, life, isLast);
            Trace.Add($"life {life}");
            Trace.AddRange(process.Trace);
            if (process.IsDead)
            {
                world.Files.Crash(random);
            }

            if (isLast && ended)
            {
                break;
            }
        }

        var model = new ClickModel(input.SelectMany(static i => i.Messages), graph);
        Expect.Results(world, model);
    }

    // True where the job ended by itself at the end of the data.
    private bool Live(SimulatedProcess process, int life, bool isLast)
    {
        var scheduler = new SimulationScheduler(seed + life);
        var clicks = new ClickJob(world, graph, process, seed + life) { Scheduler = scheduler };
        var starting = scheduler.Start(clicks.StartAsync);
        scheduler.RunUntil(starting, "the start");
        if (starting.IsFaulted)
        {
            Assert.True(process.IsDead, $"the start failed: {starting.Exception}");
            Crashes++;
            return false;
        }

        var job = starting.Result;
        var turns = isLast ? int.MaxValue : random.Next(1, 60);
        for (var turn = 0; turn < turns && !process.IsDead && !job.Completion.IsCompleted && Turn(scheduler); turn++)
        {
        }

        if (process.IsDead || (!isLast && random.Next(3) > 0))
        {
            process.Die();
            Crashes++;
            Dispose(scheduler, job);
            return false;
        }

        return isLast ? Drain(scheduler, job, process) : Suspend(scheduler, job, process);
    }

    // Some tasks run, then the outside world moves. False when all input is there.
    private bool Turn(SimulationScheduler scheduler)
    {
        for (var steps = random.Next(1, 80); steps > 0 && scheduler.TryStep(); steps--)
        {
        }

        world.Time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 3000)));
        var at = random.Next(input.Count);
        var (topic, partition, messages) = input[at];
        var next = messages.Skip(appended[at]).Take(random.Next(0, 40)).ToArray();
        appended[at] += next.Length;
        topic.Append(partition, next);
        return appended.Zip(input).Any(static p => p.First < p.Second.Messages.Count);
    }

    private bool Drain(SimulationScheduler scheduler, Job job, SimulatedProcess process)
    {
        job.Drain();
        scheduler.RunUntil(job.Completion, "the end of the drained job");
        Assert.True(job.Completion.IsCompletedSuccessfully, $"the job failed: {job.Completion.Exception}");
        Expect.Balance(job.Counts(), new ClickModel(input.SelectMany(static i => i.Messages), graph));
        Assert.False(process.IsDead);
        Dispose(scheduler, job);
        return true;
    }

    private bool Suspend(SimulationScheduler scheduler, Job job, SimulatedProcess process)
    {
        var suspending = scheduler.Start(() => job.SuspendAsync(TimeSpan.FromHours(1)));
        scheduler.RunUntil(suspending, "the suspended job's end");
        Assert.True(suspending.IsCompletedSuccessfully || process.IsDead, $"the job did not suspend: {suspending.Exception}");
        Stops++;
        Dispose(scheduler, job);
        return false;
    }

    private static void Dispose(SimulationScheduler scheduler, Job job)
    {
        scheduler.RunUntil(scheduler.Start(async () => await job.DisposeAsync()), "the disposal");
        Expect.NoBatchesLeft(job);
    }
}
