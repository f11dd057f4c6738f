using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs.Supervision;

/// <summary>A supervised <see cref="ClickJob"/> on the simulated scheduler; each attempt asks a test for its lake.</summary>
internal sealed class SupervisedRun : IDisposable
{
    private readonly RecordingLoggerFactory _logs = new();
    private readonly Func<int, SimulatedProcess, ISink<Click>> _lake;

    /// <param name="world">What outlives the attempts.</param>
    /// <param name="strategy">The strategy under test.</param>
    /// <param name="lake">The lake of an attempt, from 1, for a test to break.</param>
    public SupervisedRun(ClickWorld world, RestartStrategy strategy, Func<int, SimulatedProcess, ISink<Click>> lake)
    {
        (World, _lake) = (world, lake);
        Supervisor = new JobSupervisor(Attempt().Options(), strategy, (_, _) => StartAsync(), _logs.CreateLogger("clicks"));
        Scheduler.RunUntil(Scheduler.Start(() => Supervisor.StartAsync(CancellationToken.None)), "the first attempt's start");
    }

    public ClickWorld World { get; }

    public SingleThreadScheduler Scheduler { get; } = new(1);

    public JobSupervisor Supervisor { get; }

    public int Attempts { get; private set; }

    public IEnumerable<string> Logged => _logs.Lines.Select(static line => line.Text);

    /// <summary>Runs until the next attempt is waited for.</summary>
    public void UntilPause() => Until("a pause", () => Supervisor.RestartAt is not null);

    /// <summary>Lets the pause pass, and runs until an attempt has begun or the job is given up.</summary>
    public void PassPause(TimeSpan pause)
    {
        UntilPause();
        var attempts = Attempts;
        World.Time.Advance(pause);
        Until("the next attempt", () => Attempts > attempts);
        Scheduler.RunUntilIdle();
    }

    // The end of a job closes its lanes under a time-out, which comes back over the thread pool.
    public void Until(string what, Func<bool> condition) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Scheduler.RunUntilIdle();
                return condition();
            },
            TimeSpan.FromSeconds(30)),
        $"Expected: {what}. Attempts: {Attempts}; logged: {string.Join(Environment.NewLine, Logged)}");

    public void Dispose() => Scheduler.RunUntil(Scheduler.Start(async () => await Supervisor.DisposeAsync()), "the supervisor's disposal");

    private Task<Job> StartAsync()
    {
        Attempts++;
        return Attempt().StartAsync();
    }

    private ClickJob Attempt()
    {
        var process = new SimulatedProcess();
        return new ClickJob(World, new ClickGraph(), process) { Scheduler = Scheduler, IsStoreLocked = true, Lake = _lake(Attempts, process) };
    }
}
