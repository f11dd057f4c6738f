using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>A <see cref="ClickJob"/> that runs on the simulated scheduler.</summary>
internal sealed class ClickRun : IDisposable
{
    private ClickRun(ClickWorld world, ClickJob clicks, SimulatedProcess process, SingleThreadScheduler scheduler, Job job) =>
        (World, Clicks, Process, Scheduler, Job) = (world, clicks, process, scheduler, job);

    public ClickWorld World { get; }

    public ClickJob Clicks { get; }

    public SimulatedProcess Process { get; }

    public SingleThreadScheduler Scheduler { get; }

    public Job Job { get; }

    /// <summary>The fault that ended the job.</summary>
    public PipelineFaultException Fault
    {
        get
        {
            Scheduler.RunUntil(Job.Completion, "the job's fault");
            return Assert.IsType<PipelineFaultException>(Job.Completion.Exception?.InnerException);
        }
    }

    public static ClickRun Start(
        ClickWorld world, ClickGraph? graph = null, Func<ClickWorld, ClickGraph, SimulatedProcess, SingleThreadScheduler, ClickJob>? configure = null, int seed = 1)
    {
        var scheduler = new SingleThreadScheduler(seed);
        var process = new SimulatedProcess();
        graph ??= new ClickGraph();
        var clicks = configure?.Invoke(world, graph, process, scheduler) ?? new ClickJob(world, graph, process) { Scheduler = scheduler };
        var starting = scheduler.Start(clicks.StartAsync);
        scheduler.RunUntil(starting, "the start");
        return new ClickRun(world, clicks, process, scheduler, starting.GetAwaiter().GetResult());
    }

    public void Run() => Scheduler.RunUntilIdle();

    /// <summary>Advances the time and runs the tasks that this triggers.</summary>
    public void Wait(TimeSpan time)
    {
        Run();
        World.Time.Advance(time);
        Run();
    }

    public void Checkpoint()
    {
        var before = Job.LastCheckpoint;
        Wait(TimeSpan.FromSeconds(11));
        Assert.True(Job.LastCheckpoint > before, $"no checkpoint after {before} although the interval has passed");
    }

    public void Suspend()
    {
        var suspending = Scheduler.Start(() => Job.SuspendAsync(TimeSpan.FromHours(1)));
        Scheduler.RunUntil(suspending, "the suspended job's end");
        suspending.GetAwaiter().GetResult();
        Dispose();
    }

    public void Drain()
    {
        Job.Drain();
        Scheduler.RunUntil(Job.Completion, "the drained job's end");
        Job.Completion.GetAwaiter().GetResult();
        Dispose();
    }

    /// <summary>Ends the process abruptly, without suspending the job.</summary>
    public void Crash()
    {
        Process.Die();
        Dispose();
    }

    public void Dispose()
    {
        Scheduler.RunUntil(Scheduler.Start(async () => await Job.DisposeAsync()), "the job's disposal");
        Expect.NoBatchesLeft(Job);
        Assert.All(Clicks.Sources.SelectMany(static s => s.Readers), static r => Assert.True(r.IsDisposed, "a reader was left open"));
        Assert.False(World.Disk.IsLocked, "the checkpoint store was left locked");

        // The timeout of a task releases its timer just after the task has ended.
        SpinWait.SpinUntil(() => World.Time.Timers == 0, TimeSpan.FromSeconds(10));
        Assert.True(World.Time.Timers == 0, $"{World.Time.Timers} timers were left running");
        Assert.False(Scheduler.TryStep(), "a task was left in the scheduler");
    }
}
