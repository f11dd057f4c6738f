using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A <see cref="VisitJob"/> on the simulated scheduler.</summary>
internal sealed class VisitRun : IDisposable
{
    private readonly ClickWorld _world;
    private readonly SimulatedProcess _process;
    private readonly SingleThreadScheduler _scheduler;
    private readonly Job _job;

    private VisitRun(ClickWorld world, SimulatedProcess process, SingleThreadScheduler scheduler, Job job) =>
        (_world, _process, _scheduler, _job) = (world, process, scheduler, job);

    public static VisitRun Start(ClickWorld world, int lanes, TtlPolicy? ttl = null, bool isStateless = false)
    {
        var (process, scheduler) = (new SimulatedProcess(), new SingleThreadScheduler(1));
        var starting = scheduler.Start(() => new VisitJob(world, process, scheduler, lanes, ttl: ttl) { IsStateless = isStateless }.StartAsync());
        scheduler.RunUntil(starting, "the start");
        return new VisitRun(world, process, scheduler, starting.GetAwaiter().GetResult());
    }

    /// <summary>Advances the time and runs the tasks that this triggers.</summary>
    public void Wait(TimeSpan time)
    {
        _scheduler.RunUntilIdle();
        _world.Time.Advance(time);
        _scheduler.RunUntilIdle();
    }

    public void Crash() => _process.Die();

    public void Dispose() => _scheduler.RunUntil(_scheduler.Start(async () => await _job.DisposeAsync()), "the disposal");
}
