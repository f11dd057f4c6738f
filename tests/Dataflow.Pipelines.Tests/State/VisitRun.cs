using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A <see cref="VisitJob"/> on the simulated scheduler.</summary>
internal sealed class VisitRun : IDisposable
{
    private readonly ClickWorld world;
    private readonly SimulatedProcess process;
    private readonly SingleThreadScheduler scheduler;
    private readonly Job job;

    private VisitRun(ClickWorld world, SimulatedProcess process, SingleThreadScheduler scheduler, Job job) =>
        (this.world, this.process, this.scheduler, this.job) = (world, process, scheduler, job);

    public static VisitRun Start(ClickWorld world, int lanes, TtlPolicy? ttl = null, bool isStateless = false)
    {
        var (process, scheduler) = (new SimulatedProcess(), new SingleThreadScheduler(1));
        var starting = scheduler.Start(() => new VisitJob(world, process, scheduler, lanes, ttl: ttl) { IsStateless = isStateless }.StartAsync());
        scheduler.RunUntil(starting, "the start");
        return new VisitRun(world, process, scheduler, starting.GetAwaiter().GetResult());
    }

    /// <summary>Lets time pass, and what it sets off run.</summary>
    public void Wait(TimeSpan time)
    {
        scheduler.RunUntilIdle();
        world.Time.Advance(time);
        scheduler.RunUntilIdle();
    }

    public void Crash() => process.Die();

    public void Dispose() => scheduler.RunUntil(scheduler.Start(async () => await job.DisposeAsync()), "the disposal");
}
