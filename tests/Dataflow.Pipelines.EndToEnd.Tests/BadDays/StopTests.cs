using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class StopTests
{
    [Fact]
    public async Task SIGTERM_suspends_after_a_commit_and_open_windows_continue_at_the_next_start()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:4", "raw_events_dlq:2");

        // No window closes during the test.
        var pipeline = new SamplePipeline { Kafka = broker.Address, LakePath = directory["lake"], State = directory["state"], Window = "6h", CheckpointInterval = "10m" };
        await using var first = Generator.Start(directory, broker.Address, "raw_events", rate: 0, count: 5000, seed: 1);
        await first.EndAsync();

        await using (var running = await pipeline.RunAsync())
        {
            await Report.WhenAsync(running, "all 5,000 records read", static report => report.Read == 5000);
            running.Terminate();
            Assert.True(await running.ExitAsync() == 0, running.Story);
            Assert.Equal(5000, Report.Last(running)!.Read);
            Assert.True(Report.Last(running)!.Checkpoint > 0, running.Story);
        }

        // Committed, and not visible: the windows are open.
        Assert.Equal(5000, pipeline.Events.Committed("data_cleaner_group").Values.Sum());
        Assert.Equal(0, pipeline.Lake.Rows());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(pipeline.LakePath, "_pending"), "*.parquet.pending", SearchOption.AllDirectories));

        await using var second = Generator.Start(directory, broker.Address, "raw_events", rate: 0, count: 5000, seed: 2);
        await second.EndAsync();
        await using var again = await pipeline.RunAsync();
        await Report.WhenAsync(again, "the other 5,000 records read", static report => report.Read == 10_000);
        Assert.Equal(0, pipeline.Lake.Rows());
        var report = await pipeline.DrainAsync(again);
        report.Balances(10_000, pipeline.Lake);
        Assert.Equal(pipeline.Lake.Rows(), pipeline.Lake.Ids());
        Assert.Empty(Directory.GetFiles(Path.Combine(pipeline.LakePath, "_pending"), "*.parquet.pending", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_second_process_on_the_same_state_is_refused_and_the_first_continues()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = SamplePipeline.Plain(directory, broker.Address);
        await using var first = await pipeline.RunAsync();
        await using var second = pipeline.Start();
        Assert.True(await second.ExitAsync() == 1, second.Story);
        Assert.Contains(pipeline.State, second.Errors[^1], StringComparison.Ordinal);
        Assert.Contains("another process", second.Errors[^1], StringComparison.Ordinal);

        await pipeline.Events.WriteAsync(0, Event.Good("1"), Event.Good("2"));
        (await pipeline.DrainAsync(first)).Balances(2, pipeline.Lake);
    }

    [Fact]
    public async Task A_second_process_with_a_control_plane_stands_by_and_takes_over_what_was_killed()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await using var first = await pipeline.RunAsync();
        await pipeline.Events.WriteAsync(0, Event.Good("1"), Event.Good("2"));
        await Report.WhenAsync(first, "2 records in a checkpoint", static report => report is { Read: 2, Checkpoint: > 0 });
        await using var second = pipeline.Start();
        await second.LineAsync("that it stands by", static line => line.Contains("this instance waits to take over", StringComparison.Ordinal));
        await first.KillAsync();

        // How soon is tested with a clock of its own (ActorTests).
        await second.LineAsync("the job", static line => line.Contains("starts at checkpoint", StringComparison.Ordinal));
        await pipeline.Events.WriteAsync(1, Event.Good("3"));
        (await pipeline.DrainAsync(second)).Balances(3, pipeline.Lake);
        Assert.Equal(3, pipeline.Lake.Ids());
    }

    [Fact]
    public async Task A_missing_input_is_one_line_and_exit_code_2()
    {
        using var directory = new TestDirectory();
        await using var pipeline = RunningProgram.Start(
            Repository.Sample("Pipeline", "StreamingDataCleaning"), ["--input-topic", "raw_events", "--output-path", directory["lake"], "--state", directory["state"]]);
        Assert.True(await pipeline.ExitAsync() == 2, pipeline.Story);
        Assert.Empty(pipeline.Output);
        var line = Assert.Single(pipeline.Errors);
        Assert.Contains("--kafka-bootstrap-servers", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drain_whose_pipeline_is_killed_ends_with_1_and_does_not_wait_for_its_time_out()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await using var running = await pipeline.RunAsync();

        // The pipeline must not handle the request before it is killed.
        running.Freeze();
        await using var drain = RunningProgram.Start(Repository.Sample("Pipeline", "StreamingDataCleaning"), ["drain", "--state", pipeline.State, "--timeout", "1h"]);
        await Wait.ForAsync("the request of the drain", () => File.Exists(Path.Combine(pipeline.State, "drain.request")) ? "" : null, () => drain.Story);
        await running.KillAsync();
        Assert.True(await drain.ExitAsync() == 1, drain.Story);
        Assert.Contains("has not drained: its process died", Assert.Single(drain.Errors), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(pipeline.State, "drain.*"));
    }

    [Fact]
    public async Task Without_a_running_pipeline_drain_reports_it()
    {
        using var directory = new TestDirectory();
        await using var drain = RunningProgram.Start(Repository.Sample("Pipeline", "StreamingDataCleaning"), ["drain", "--state", directory["state"]]);
        Assert.True(await drain.ExitAsync() == 1, drain.Story);
        Assert.Contains(directory["state"], Assert.Single(drain.Errors), StringComparison.Ordinal);
    }
}
