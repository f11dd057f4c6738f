using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Feeders, a block under test and one behind it, in a job on the simulated scheduler.</summary>
internal sealed class Rig : IDisposable
{
    private Rig(SingleThreadScheduler scheduler, Job job, Feeder[] feeders, Probe probe, Probe behind) =>
        (Scheduler, Job, Feeders, Probe, Behind) = (scheduler, job, feeders, probe, behind);

    public SingleThreadScheduler Scheduler { get; }

    public Job Job { get; }

    public Feeder[] Feeders { get; }

    public Probe Probe { get; }

    public Probe Behind { get; }

    public static Rig Start(int feeders, EdgeBuffer? buffer = null, bool isOpen = true, int seed = 1)
    {
        var scheduler = new SingleThreadScheduler(seed);
        var made = new Feeder[feeders];
        Probe? probe = null, behind = null;
        var world = new ClickWorld();
        void Build(JobBuilder job)
        {
            // A job has a source; this one stays silent.
            job.Add("silent", 1, lane => new ClickSourceBlock(lane, new MemorySource<Click>(world.Topic, new SimulatedProcess()), new WatermarkPolicy()));
            var upstream = Enumerable.Range(0, feeders).Select(i => job.Add($"feeder_{i}", 1, lane => made[i] = new Feeder(lane))).ToArray();
            var middle = job.Add("probe", 1, lane => probe = new Probe(lane, isOpen));
            var last = job.Add("behind", 1, lane => behind = new Probe(lane, isOpen: true));
            foreach (var feeder in upstream)
            {
                job.Connect<Click>(feeder, 0, middle, buffer);
            }

            job.Connect<Click>(middle, 0, last);
        }

        var options = new JobOptions { Store = new SimulatedCheckpointStore(), Time = world.Time, Random = world.Secrets, Scheduler = scheduler };
        var starting = scheduler.Start(() => Job.StartAsync("rig", "1.0.0", Build, options));
        scheduler.RunUntil(starting, "the rig's start");
        return new Rig(scheduler, starting.Result, made, probe!, behind!);
    }

    public Edge EdgeOf(int feeder) => Probe.Inputs[feeder].Edge;

    /// <summary>Sends batches of one record one after the other; the task ends when all have found a credit.</summary>
    public Task Send(int feeder, params int[] numbers) => Scheduler.Start(async () =>
    {
        foreach (var number in numbers)
        {
            await Feeders[feeder].SendAsync(number);
        }
    });

    public void Run() => Scheduler.RunUntilIdle();

    public void Dispose()
    {
        Scheduler.RunUntil(Scheduler.Start(async () => await Job.DisposeAsync()), "the rig's disposal");
        Assert.Equal(0, Job.Outstanding<Click>());
    }
}
