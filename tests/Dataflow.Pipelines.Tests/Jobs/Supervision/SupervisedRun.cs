using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs.Supervision;

/// <summary>A supervised <see cref="ClickJob"/> on the simulated scheduler; the test supplies the lake of each attempt.</summary>
internal sealed class SupervisedRun : IDisposable
{
    private readonly RecordingLoggerFactory _logs = new();
    private readonly Func<int, SimulatedProcess, ISink<Click>> _lake;

    /// <param name="world">The data that outlives the attempts.</param>
    /// <param name="strategy">The strategy under test.</param>
    /// <param name="lake">Creates the lake of an attempt, numbered from 1; a test can supply a failing one.</param>
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

    /// <summary>Runs until the supervisor waits for the next attempt.</summary>
    public void UntilPause() => Until("a pause", () => Supervisor.RestartAt is not null);

    /// <summary>Advances the time past the pause, and runs until the next attempt has started.</summary>
    public void PassPause(TimeSpan pause)
    {
        UntilPause();
        var attempts = Attempts;
        World.Time.Advance(pause);
        Until("the next attempt", () => Attempts > attempts);
        Scheduler.RunUntilIdle();
    }

    // At its end a job closes its lanes with a timeout, which continues on the thread pool.
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
