using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>An empty state directory, with a lake and a consumer group that an earlier or another instance has used.</summary>
public sealed class MissingStateTests
{
    private const string Group = "data_cleaner_group";
    private static readonly string[] Ways = ["Restore it", "--start-over", "--accept-loss", "--join"];

    [Fact]
    public async Task A_second_instance_on_the_same_lake_with_another_state_is_refused_and_leaves_the_parts_of_the_first_alone()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = WithOpenWindows(directory, broker);
        await pipeline.Events.WriteAsync(0, Enumerable.Range(0, 4).Select(static i => Event.Good($"e{i}")));
        await using var first = await pipeline.RunAsync();
        await CommittedAsync(first, pipeline, 4);
        var parts = Parts(pipeline);
        Assert.NotEmpty(parts);

        var other = pipeline with { State = directory["other-state"] };
        await RefusedAsync(other, "has committed offsets of ");
        Assert.Equal(parts, Parts(pipeline));

        // With --join it runs as a further instance, with its own area in the lake.
        await using (var second = await other.RunAsync("--join"))
        {
            second.Terminate();
            Assert.True(await second.ExitAsync() == 0, second.Story);
        }

        Assert.Subset(Parts(pipeline), parts);
        var report = await pipeline.DrainAsync(first);
        report.Balances(4, pipeline.Lake);
        Assert.Equal(4, pipeline.Lake.Ids());
    }

    [Fact]
    public async Task A_missing_state_directory_is_refused_and_start_over_and_accept_loss_continue()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = WithOpenWindows(directory, broker);
        await pipeline.Events.WriteAsync(0, Enumerable.Range(0, 4).Select(static i => Event.Good($"e{i}")));
        await using (var first = await pipeline.RunAsync())
        {
            await CommittedAsync(first, pipeline, 4);
            first.Terminate();
            Assert.True(await first.ExitAsync() == 0, first.Story);
        }

        Directory.Delete(pipeline.State, recursive: true);
        var parts = Parts(pipeline);
        await RefusedAsync(pipeline, "has committed offsets of ", " that only its own checkpoint can make visible");
        Assert.Equal(parts, Parts(pipeline));
        Assert.Equal(4, pipeline.Events.Committed(Group).Values.Sum());

        // Rows that were not visible are lost, as the option states; records after the committed offsets are read.
        await pipeline.Events.WriteAsync(0, Event.Good("e4"));
        await using (var accepting = await pipeline.RunAsync("--accept-loss"))
        {
            Assert.Equal(1, (await pipeline.DrainAsync(accepting)).Read);
        }

        Assert.Equal((1, 1), (pipeline.Lake.Rows(), pipeline.Lake.Ids()));

        // Everything is read again: visible rows are duplicated, none is missing.
        Directory.Delete(pipeline.State, recursive: true);
        await using (var starting = await pipeline.RunAsync("--start-over"))
        {
            Assert.Equal(5, (await pipeline.DrainAsync(starting)).Read);
        }

        Assert.Equal((6, 5), (pipeline.Lake.Rows(), pipeline.Lake.Ids()));
    }

    private static SamplePipeline WithOpenWindows(TestDirectory directory, Broker broker) =>
        SamplePipeline.In(directory, broker.Address) with { Window = "6h", CheckpointInterval = "500ms" };

    private static async Task CommittedAsync(RunningProgram running, SamplePipeline pipeline, int records)
    {
        await Report.WhenAsync(running, $"{records} records read and a checkpoint", report => report.Read == records && report.Checkpoint > 0);
        await Wait.UntilAsync(
            $"{records} committed offsets", () => pipeline.Events.Committed(Group).Values.Sum() == records, () => running.Story);
    }

    /// <summary>The start ends with 1; its last line names the leftovers and the options.</summary>
    private static async Task RefusedAsync(SamplePipeline pipeline, params string[] traces)
    {
        await using var refused = pipeline.Start();
        Assert.True(await refused.ExitAsync() == 1, refused.Story);
        Assert.All(["has left traces", .. traces, .. Ways], part => Assert.Contains(part, refused.Errors[^1], StringComparison.Ordinal));
        Assert.DoesNotContain(refused.Errors, static line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    private static HashSet<string> Parts(SamplePipeline pipeline) =>
        [.. Directory.GetFiles(Path.Combine(pipeline.LakePath, "_pending"), "*.parquet.pending", SearchOption.AllDirectories)];
}
