using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Tests.Jobs.Monitoring;

public sealed class HealthTests
{
    private readonly ClickWorld _world = new();

    [Fact]
    public void A_job_that_runs_is_healthy_and_one_that_has_ended_is_not_running()
    {
        using var run = ClickRun.Start(_world);
        run.Checkpoint();
        Assert.True(run.Job.CheckHealth().IsHealthy, run.Job.CheckHealth().ToString());
        Assert.Equal("Pipeline 'clicks' is healthy.", run.Job.CheckHealth().ToString());

        run.Suspend();
        Assert.Equal("Pipeline 'clicks' is not healthy: it has ended.", run.Job.CheckHealth().ToString());
    }

    [Fact]
    public void A_failed_job_reports_its_fault()
    {
        using var run = ClickRun.Start(_world, configure: (world, graph, process, scheduler) => new ClickJob(world, graph, process)
        {
            Scheduler = scheduler,
            Lake = new MemorySink<Click>(world.Lake, process) { BeforeWrite = static () => throw new IOException("the disk is full.") },
        });
        _world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        run.Run();
        var problem = Assert.Single(run.Job.CheckHealth().Problems);
        Assert.Equal(HealthProblemKind.NotRunning, problem.Kind);
        Assert.StartsWith("it has failed: Pipeline 'clicks' stopped: node 'lake' failed", problem.Text);
        Assert.Contains("the disk is full", problem.Text);
    }

    [Fact]
    public void A_source_reports_a_problem_if_no_lane_has_a_split_or_the_service_of_a_lane_with_splits_is_silent()
    {
        SourceActivity without = new(false, TimeSpan.Zero), silent = new(true, TimeSpan.FromSeconds(12));
        Assert.Equal(new HealthProblem(HealthProblemKind.NoPartitions, "clicks", "no partitions assigned"), SourceActivity.ProblemOf("clicks", [without, without]));
        Assert.Null(SourceActivity.ProblemOf("clicks", [SourceActivity.Reading, without]));
        Assert.Equal(new HealthProblem(HealthProblemKind.NothingFetched, "clicks", "nothing fetched for 12 s"), SourceActivity.ProblemOf("clicks", [SourceActivity.Reading, silent, without]));
    }

    [Fact]
    public void A_sink_that_hangs_stalls_its_edge_and_makes_the_checkpoint_overdue()
    {
        var gate = new TaskCompletionSource();
        using var run = ClickRun.Start(_world, configure: (world, graph, process, scheduler) => new ClickJob(world, graph, process)
        {
            Scheduler = scheduler,
            Lake = new MemorySink<Click>(world.Lake, process) { BeforeWrite = () => new ValueTask(gate.Task) },
        });
        try
        {
            Hang(run);
        }
        finally
        {
            gate.SetResult();
        }

        run.Checkpoint();
        Assert.True(run.Job.CheckHealth().IsHealthy, run.Job.CheckHealth().ToString());
        Assert.Contains((LogLevel.Information, "'lake', lane 0, makes progress again."), run.Clicks.Logs.Lines);
    }

    private void Hang(ClickRun run)
    {
        _world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        run.Wait(TimeSpan.FromSeconds(29));
        Assert.True(run.Job.CheckHealth().IsHealthy, run.Job.CheckHealth().ToString());

        run.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(
            "Pipeline 'clicks' is not healthy: no checkpoint has completed for 30s; the interval is 10s.",
            run.Job.CheckHealth().ToString());

        run.Wait(TimeSpan.FromSeconds(45));
        Assert.Equal([HealthProblemKind.CheckpointOverdue, HealthProblemKind.Stalled], run.Job.CheckHealth().Problems.Select(static p => p.Kind));
        var warning = Assert.Single(run.Clicks.Logs.Lines, static line => line.Text.StartsWith("The edge", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.StartsWith("The edge from 'distinct' to 'lake', lane 0, has made no progress for 1m; batches that wait: 1; cause: it has not finished one message: code of the node", warning.Text);
    }
}
