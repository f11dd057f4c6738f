using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Feeders, a block under test and one downstream of it, on the simulated scheduler.</summary>
internal sealed class Rig : IDisposable
{
    private Rig(SingleThreadScheduler scheduler, VirtualTime time, BlockJob job, Feeder[] feeders, Probe probe, Probe behind) =>
        (Scheduler, Time, Job, Feeders, Probe, Behind) = (scheduler, time, job, feeders, probe, behind);

    public SingleThreadScheduler Scheduler { get; }

    public VirtualTime Time { get; }

    public BlockJob Job { get; }

    public Feeder[] Feeders { get; }

    public Probe Probe { get; }

    public Probe Behind { get; }

    public static Rig Start(int feeders, EdgeBuffer? buffer = null, bool isOpen = true, int seed = 1, bool isBehindOpen = true)
    {
        var scheduler = new SingleThreadScheduler(seed);
        var made = new Feeder[feeders];
        Probe? probe = null, behind = null;
        void Build(JobBuilder job)
        {
            var upstream = Enumerable.Range(0, feeders).Select(i => job.Add($"feeder_{i}", 1, lane => made[i] = new Feeder(lane))).ToArray();
            var middle = job.Add("probe", 1, lane => probe = new Probe(lane, isOpen));
            var last = job.Add("behind", 1, lane => behind = new Probe(lane, isBehindOpen));
            foreach (var feeder in upstream)
            {
                job.Connect<Click>(feeder, 0, middle, buffer);
            }

            job.Connect<Click>(middle, 0, last, buffer);
        }

        var time = new VirtualTime();
        var job = new BlockJob(scheduler, time, Build);
        return new Rig(scheduler, time, job, made, probe!, behind!);
    }

    public Edge EdgeOf(int feeder) => Probe.Inputs[feeder].Edge;

    /// <summary>Sends batches of one record one after the other; the task completes when each has received a credit.</summary>
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
        Job.Dispose();
        Assert.Equal(0, Job.Outstanding<Click>());
    }
}
