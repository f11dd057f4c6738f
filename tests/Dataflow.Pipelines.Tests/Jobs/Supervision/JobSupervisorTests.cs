using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs.Supervision;

public sealed class JobSupervisorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ClickWorld _world = new();

    [Fact]
    public void A_job_that_fails_restarts_from_its_last_checkpoint_and_each_record_counts_once()
    {
        using var run = Start(new FixedDelayRestart { Delay = 5 * Second, Attempts = 2 }, failingAttempts: 2);
        Append(1, 100);
        run.UntilPause();
        Assert.Equal(_world.Time.GetUtcNow() + (5 * Second), run.Supervisor.RestartAt);
        run.PassPause(5 * Second);
        Assert.Equal(2, run.Attempts);
        run.PassPause(5 * Second);
        Assert.Equal(3, run.Attempts);
        Assert.Null(run.Supervisor.RestartAt);

        run.Supervisor.Drain();
        run.Scheduler.RunUntil(run.Supervisor.Completion, "the drained job's end");
        Assert.Equal(100, _world.Lake.Rows.Count);
        Assert.Equal(100, _world.Lake.Rows.Select(static r => r.Id).Distinct().Count());
        Assert.Equal(
            ["Pipeline 'clicks' restarts from checkpoint 0 in 5.0 s (failures in a row: 1)", "Pipeline 'clicks' restarts from checkpoint 0 in 5.0 s (failures in a row: 2)"],
            run.Logged.Where(static line => line.Contains("restarts from", StringComparison.Ordinal)).Select(static line => line[..(line.IndexOf(')', StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public void A_job_that_fails_too_often_ends_with_its_fault()
    {
        using var run = Start(new FixedDelayRestart { Delay = 5 * Second, Attempts = 2 }, failingAttempts: 100);
        Append(1, 1);
        run.PassPause(5 * Second);
        run.PassPause(5 * Second);
        run.Until("the end", () => run.Supervisor.Completion.IsCompleted);
        Assert.Equal(3, run.Attempts);
        Assert.Equal("lake", Assert.IsType<PipelineFaultException>(run.Supervisor.Completion.Exception?.InnerException).Node);
        Assert.Contains("Pipeline 'clicks' is not restarted after 3 failures: its restart policy allows at most 2 restarts in a row, each after 5s.", run.Logged);
    }

    [Fact]
    public void Without_restarts_the_first_failure_is_the_end()
    {
        using var run = Start(RestartStrategy.None, failingAttempts: 100);
        Append(1, 1);
        run.Until("the end", () => run.Supervisor.Completion.IsCompleted);
        Assert.Equal(1, run.Attempts);
        Assert.True(run.Supervisor.Completion.IsFaulted);
        Assert.DoesNotContain(run.Logged, static line => line.Contains("is not restarted", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_in_the_pause_is_the_end_without_a_fault()
    {
        using var run = Start(new FixedDelayRestart { Delay = 5 * Second }, failingAttempts: 100);
        Append(1, 1);
        run.UntilPause();
        run.Scheduler.RunUntil(run.Scheduler.Start(() => run.Supervisor.SuspendAsync(30 * Second)), "the stop");
        run.Scheduler.RunUntil(run.Supervisor.Completion, "the end");
        Assert.True(run.Supervisor.Completion.IsCompletedSuccessfully);
        Assert.Equal(1, run.Attempts);
    }

    [Fact]
    public void A_drain_in_the_pause_drains_the_next_attempt()
    {
        using var run = Start(new FixedDelayRestart { Delay = 5 * Second }, failingAttempts: 1);
        Append(1, 10);
        run.UntilPause();
        run.Supervisor.Drain();
        run.PassPause(5 * Second);
        run.Scheduler.RunUntil(run.Supervisor.Completion, "the drained job's end");
        Assert.Equal(10, _world.Lake.Rows.Count);
    }

    [Fact]
    public void A_service_that_cannot_be_reached_at_a_restart_is_waited_for_without_a_limit()
    {
        using var run = new SupervisedRun(_world, new FixedDelayRestart { Delay = Second, Attempts = 1 }, (attempt, process) => attempt switch
        {
            <= 1 => Failing(process),
            <= 20 => new UnreachableSink(),
            _ => Lake(process),
        });
        Append(1, 10);
        for (var i = 0; i < 20; i++)
        {
            run.PassPause(70 * Second);
        }

        Assert.Equal(21, run.Attempts);
        run.Supervisor.Drain();
        run.Scheduler.RunUntil(run.Supervisor.Completion, "the drained job's end");
        Assert.Equal(10, _world.Lake.Rows.Count);
        Assert.Equal(19, run.Logged.Count(static line => line.StartsWith("Pipeline 'clicks' could not be restarted; next attempt in", StringComparison.Ordinal)));
    }

    private SupervisedRun Start(RestartStrategy strategy, int failingAttempts) => new(_world, strategy, (attempt, process) => attempt <= failingAttempts ? Failing(process) : Lake(process));

    private void Append(int first, int count) => _world.Topic.Append(0, [.. Enumerable.Range(first, count).Select(static i => ClickInput.Click(i, i).ToJson())]);

    private MemorySink<Click> Lake(SimulatedProcess process) => new(_world.Lake, process);

    private MemorySink<Click> Failing(SimulatedProcess process) => new(_world.Lake, process) { BeforeWrite = static () => throw new IOException("the disk is full.") };

    private sealed class UnreachableSink : ISink<Click>
    {
        public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => new(new ConnectorHealth(false, "no answer"));

        public ValueTask<ISinkWriter<Click>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => throw new ConnectorException("no answer");
    }
}
