using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

public sealed class FaultTests
{
    [Fact]
    public void A_node_that_throws_stops_the_job_and_the_fault_names_node_and_record()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(1, ClickInput.Click(1, 0).ToJson(), ClickInput.Click(2, 1, "poison").ToJson());
        using var run = ClickRun.Start(world);

        var fault = run.Fault;
        Assert.Equal(("clicks", "clicks_valid"), (fault.Pipeline, fault.Node));
        var cause = Assert.IsType<RecordFaultException>(fault.InnerException);
        Assert.Equal("clicks_0[1]@1", cause.Record);
        Assert.IsType<DivideByZeroException>(cause.InnerException);
        Assert.Contains("'clicks_valid' threw DivideByZeroException at record clicks_0[1]@1: poisoned.", fault.Message, StringComparison.Ordinal);
        Assert.Contains(run.Clicks.Logs.Lines, static l => l.Level == Microsoft.Extensions.Logging.LogLevel.Error && l.Text.Contains("clicks_valid", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancellation_callback_that_throws_is_part_of_the_fault_and_the_store_is_released()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson(), ClickInput.Click(2, 1, "poison").ToJson());
        using (var run = ClickRun.Start(world))
        {
            // As a sink does on the token of its context.
            using var registration = run.Job.Context.Ended.Register(static () => throw new InvalidOperationException("the callback's own fault"));
            Assert.Equal("clicks_valid", run.Fault.Node);
            var both = Assert.IsType<AggregateException>(run.Fault.InnerException).InnerExceptions;
            Assert.IsType<DivideByZeroException>(Assert.IsType<RecordFaultException>(both[0]).InnerException);
            Assert.Equal("the callback's own fault", Assert.IsType<InvalidOperationException>(both[1]).Message);
            Assert.Contains("poisoned", run.Fault.Message, StringComparison.Ordinal);
            Assert.Contains("the callback's own fault", run.Fault.Message, StringComparison.Ordinal);
        }

        // The same store: its lock is free.
        using var next = ClickRun.Start(world);
        Assert.Equal("clicks_valid", next.Fault.Node);
    }

    [Fact]
    public void A_node_downstream_that_throws_names_the_position_of_the_record()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson(), ClickInput.Click(2, 1, "late poison").ToJson());
        using var run = ClickRun.Start(world, new ClickGraph { ChainLanes = 2 });
        Assert.Equal("not_13", run.Fault.Node);
        Assert.Equal("clicks_0[0]@1", Assert.IsType<RecordFaultException>(run.Fault.InnerException).Record);
    }

    [Theory]
    [InlineData("prepare lake", "lake")]
    [InlineData("commit lake", "lake")]
    [InlineData("write lake", "lake")]
    [InlineData("prepare totals_sink", "totals_sink")]
    [InlineData("create distinct", "distinct")]
    [InlineData("sync totals", "totals")]
    [InlineData("sync distinct", "distinct")]
    [InlineData("manifest", "checkpoint")]
    [InlineData("offsets", "clicks")]
    public void A_storage_fault_fails_the_job_and_names_the_node_and_the_next_start_recovers(string operation, string node)
    {
        var world = new ClickWorld();
        var input = ClickInput.Random(new Random(1), 500, 0);
        world.Topic.Append(0, [.. input]);
        using (var run = ClickRun.Start(world))
        {
            run.Process.Fails = operation;
            run.Wait(TimeSpan.FromSeconds(11));
            Assert.Equal(node, run.Fault.Node);
            Assert.Contains("simulated fault at", run.Fault.Message, StringComparison.Ordinal);
        }

        ClickRun.Start(world).Drain();
        Expect.Results(world, new ClickModel(input, new ClickGraph()));
    }

    [Fact]
    public void A_fault_while_the_upstream_waits_for_a_credit_ends_the_job()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, [.. ClickInput.Random(new Random(1), 30_000, 0)]);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var run = ClickRun.Start(world, new ClickGraph { Buffer = new(1) }, (world, graph, process, scheduler) => new ClickJob(world, graph, process)
        {
            Scheduler = scheduler,
            Lake = new MemorySink<Click>(world.Lake, process) { BeforeWrite = async () => await gate.Task },
        });
        run.Run();
        var waiting = run.Clicks.Sources[0].Readers[0].Lag;
        Assert.True(waiting > 0, "the source has read all records although the sink accepts none");

        gate.SetException(new ConnectorException("The lake has dried up."));
        Assert.Equal("lake", run.Fault.Node);
        Assert.IsType<ConnectorException>(run.Fault.InnerException);
    }

    [Fact]
    public void A_checkpoint_that_takes_too_long_fails_the_job_and_names_the_late_lanes()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var run = ClickRun.Start(world, null, (world, graph, process, scheduler) => new ClickJob(world, graph, process)
        {
            Scheduler = scheduler,
            CheckpointTimeout = TimeSpan.FromMinutes(1),
            Lake = new MemorySink<Click>(world.Lake, process) { BeforeWrite = async () => await gate.Task },
        });
        run.Wait(TimeSpan.FromSeconds(11));
        run.Wait(TimeSpan.FromSeconds(61));

        Assert.IsType<CheckpointException>(run.Fault.InnerException);
        Assert.Contains("Checkpoint 1 was not complete after 1m: no state yet from lake.", run.Fault.Message, StringComparison.Ordinal);
        gate.SetResult();
    }

    [Fact]
    public void The_first_fault_is_the_one_that_is_reported()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 0, "poison").ToJson());
        world.Topic.Append(1, ClickInput.Click(2, 0, "poison").ToJson());
        using var run = ClickRun.Start(world, new ClickGraph { SourceLanes = 2 });
        Assert.Equal("clicks_valid", run.Fault.Node);
        run.Job.Cancel();
        Assert.Equal("clicks_valid", run.Fault.Node);
    }

    [Fact]
    public async Task A_sink_that_cannot_be_opened_is_an_error_of_the_start_and_leaves_nothing_open()
    {
        var world = new ClickWorld();
        var clicks = new ClickJob(world, new ClickGraph(), new SimulatedProcess()) { Lake = new UnreachableSink() };
        var fault = await Assert.ThrowsAsync<PipelineFaultException>(clicks.StartAsync);
        Assert.Equal("lake", fault.Node);
        Assert.Contains("no route to the lake", fault.Message, StringComparison.Ordinal);
        Assert.False(world.Disk.IsLocked);
        Assert.All(clicks.Sources, static s => Assert.Empty(s.Readers));
    }

    private sealed class UnreachableSink : ISink<Click>
    {
        public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(false, "no route"));

        public ValueTask<ISinkWriter<Click>> OpenAsync(SinkContext context, CancellationToken cancellationToken) =>
            throw new ConnectorException("no route to the lake");
    }
}
