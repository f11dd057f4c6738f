using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

public sealed class EndingTests
{
    [Fact]
    public void A_suspended_job_keeps_its_windows_open_and_the_next_start_continues()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 10).ToJson());
        var first = ClickRun.Start(world);
        first.Run();
        first.Suspend();
        Assert.Empty(world.Totals.Rows);
        Assert.Equal(["1", "2"], world.Lake.Rows.Select(static r => r.Id));
        Assert.Equal(2, world.Topic.Committed[0]);

        world.Topic.Append(0, ClickInput.Click(2, 10).ToJson(), ClickInput.Click(3, 20, amount: 5).ToJson());
        ClickRun.Start(world).Drain();
        Assert.Equal(["1", "2", "3"], world.Lake.Rows.Select(static r => r.Id));
        Assert.Equal([new ClickTotal(ClickInput.Start, "ann", 3, 3, 7)], world.Totals.Rows);
    }

    [Fact]
    public void Nothing_is_read_after_the_last_checkpoint()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, [.. ClickInput.Random(new Random(3), 20_000, 0)]);
        var run = ClickRun.Start(world);
        for (var i = 0; i < 50; i++)
        {
            run.Scheduler.TryStep();
        }

        run.Suspend();
        var counts = run.Job.Counts();
        Assert.Equal(world.Topic.Committed[0], counts["clicks"].In);
        Assert.Equal(world.Lake.Rows.Count, counts["lake"].Out);
    }

    [Fact]
    public void A_job_that_cannot_suspend_in_time_is_cancelled_and_reports_it()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var run = ClickRun.Start(world, null, (world, graph, process, scheduler) => new ClickJob(world, graph, process)
        {
            Scheduler = scheduler,
            Lake = new MemorySink<Click>(world.Lake, process) { BeforeWrite = async () => await gate.Task },
        });
        run.Run();
        var suspending = run.Scheduler.Start(() => run.Job.SuspendAsync(TimeSpan.FromSeconds(30)));
        run.Wait(TimeSpan.FromSeconds(31));
        run.Scheduler.RunUntil(suspending, "the timeout");
        var fault = Assert.IsType<TimeoutException>(suspending.Exception?.InnerException);
        Assert.Contains("'clicks' did not suspend within 30s. It was cancelled at checkpoint 0", fault.Message, StringComparison.Ordinal);

        // A host reports whichever ends first, the job or the request: both have the reason.
        Assert.Same(fault, run.Job.Completion.Exception?.InnerException);
        gate.SetResult();
    }

    [Fact]
    public void A_drained_job_closes_all_windows_and_a_later_start_still_accepts_records()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 70).ToJson());
        ClickRun.Start(world).Drain();
        Assert.Equal([0, 60], world.Totals.Rows.Select(static t => (int)(t.Start - ClickInput.Start).TotalSeconds));

        // A duplicate of the first run, a record of a window that is closed, and one of a later window.
        world.Topic.Append(0, ClickInput.Click(2, 70).ToJson(), ClickInput.Click(3, 80).ToJson(), ClickInput.Click(4, 130).ToJson());
        ClickRun.Start(world).Drain();
        Assert.Equal(["1", "2", "3", "4"], world.Lake.Rows.Select(static r => r.Id));
        Assert.Equal(["3"], world.Late.Rows.Select(static r => r.Id));
        Assert.Equal([0, 60, 120], world.Totals.Rows.Select(static t => (int)(t.Start - ClickInput.Start).TotalSeconds));
    }

    [Fact]
    public void Windows_that_a_file_sink_closed_at_the_end_of_the_data_stay_closed_in_all_lanes()
    {
        var world = new ClickWorld();
        var graph = new ClickGraph { HasFileLake = true, SinkLanes = 2 };
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 70).ToJson());
        ClickRun.Start(world, graph).Drain();

        // One batch per record, to the lanes in turn.
        var second = ClickRun.Start(world, graph);
        for (var number = 3; number < 9; number++)
        {
            world.Topic.Append(0, ClickInput.Click(number, number < 7 ? 80 : 130).ToJson());
            second.Run();
        }

        second.Drain();
        Assert.Equal(["1", "2", "7", "8"], ClickLines.Visible(world.Files).Select(static c => c.Id).Order());
        Assert.Equal(4, second.Job.Counts()["lake"].Late);
        Expect.FileSets(world.Files);
    }

    [Fact]
    public void A_drained_job_without_any_data_ends()
    {
        var world = new ClickWorld(partitions: 3);
        ClickRun.Start(world, new ClickGraph { SourceLanes = 2, Parallelism = 2 }).Drain();
        Assert.Empty(world.Lake.Rows);
    }

    [Fact]
    public void A_cancelled_job_commits_nothing_more_and_the_next_start_reads_again()
    {
        var world = new ClickWorld();
        var input = ClickInput.Random(new Random(5), 5000, 0);
        world.Topic.Append(0, [.. input]);
        var run = ClickRun.Start(world);
        for (var i = 0; i < 200; i++)
        {
            run.Scheduler.TryStep();
        }

        run.Job.Cancel();
        run.Dispose();
        Assert.Empty(world.Lake.Rows);
        Assert.IsType<OperationCanceledException>(run.Job.Completion.Exception?.InnerException);

        ClickRun.Start(world).Drain();
        Expect.Results(world, new ClickModel(input, new ClickGraph()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_job_on_the_thread_pool_that_is_cancelled_at_any_point_returns_all_batches(int round)
    {
        var world = new ClickWorld(partitions: 4);
        for (var partition = 0; partition < 4; partition++)
        {
            world.Topic.Append(partition, [.. ClickInput.Random(new Random(partition), 5000, partition * 10_000)]);
        }

        var clicks = new ClickJob(world, new ClickGraph { SourceLanes = 2, Parallelism = 3, ChainLanes = 2, Buffer = new(2), MaxChunk = 50 }, new SimulatedProcess());
        var job = await clicks.StartAsync();
        await Until.Async("some records in the lake", () => job.Counts()["lake"].In > round * 200, () => job.Counts()["lake"]);
        job.Cancel();
        var disposing = job.DisposeAsync().AsTask();
        await Until.EndOf(disposing, "the disposal of a cancelled job");
        Expect.NoBatchesLeft(job);
    }

    [Fact]
    public void A_job_that_drains_while_it_is_suspended_ends()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson());
        var run = ClickRun.Start(world);
        run.Job.Drain();
        run.Suspend();
        Assert.Equal(["1"], world.Lake.Rows.Concat(Rest(world)).Select(static r => r.Id));

        static IEnumerable<Click> Rest(ClickWorld world)
        {
            if (world.Lake.Rows.Count > 0)
            {
                return [];
            }

            ClickRun.Start(world).Drain();
            return world.Lake.Rows;
        }
    }
}
