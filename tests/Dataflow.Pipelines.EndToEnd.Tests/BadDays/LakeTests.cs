using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class LakeTests
{
    private const string Group = "data_cleaner_group";

    [Fact]
    public async Task A_lake_that_is_a_file_stops_it_with_the_path_and_commits_nothing()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await pipeline.Events.WriteAsync(0, Event.Good("1"));
        await File.WriteAllTextAsync(pipeline.LakePath, "no directory");

        await using var running = pipeline.Start();
        Assert.True(await running.ExitAsync() == 1, running.Story);
        Assert.Contains(pipeline.LakePath, running.Errors[^1], StringComparison.Ordinal);
        Assert.Empty(pipeline.Events.Committed(Group));

        // Without the file, the pipeline runs normally.
        File.Delete(pipeline.LakePath);
        await using var again = await pipeline.RunAsync();
        (await pipeline.DrainAsync(again)).Balances(1, pipeline.Lake);
        Assert.Equal(1, pipeline.Lake.Rows());
    }

    [Fact]
    public async Task A_full_disk_that_gets_space_in_time_does_not_end_the_pipeline()
    {
        await using var world = await SmallLake.StartAsync();
        var pipeline = world.Pipeline;

        await using var running = pipeline.Start();
        var line = await running.LineAsync("a restart", static line => line.Contains("restarts from checkpoint", StringComparison.Ordinal));
        Assert.Contains(pipeline.LakePath, line, StringComparison.Ordinal);
        await world.Disk.GrowAsync("64m");
        (await pipeline.DrainAsync(running)).Balances(world.Events, pipeline.Lake);
    }

    [Fact]
    public async Task A_full_disk_stops_it_with_the_path_and_with_free_space_it_continues()
    {
        await using var world = await SmallLake.StartAsync();
        var pipeline = world.Pipeline;

        await using var running = pipeline.Start("--max-restarts", "0");
        Assert.True(await running.ExitAsync() == 1, running.Story);
        Assert.Contains(pipeline.LakePath, running.Errors[^1], StringComparison.Ordinal);

        // Visible files are complete; the offsets committed to Kafka are those of the checkpoint, and not the end of the topic.
        Assert.InRange(pipeline.Lake.Rows(), 0, world.Events);
        Assert.InRange(pipeline.Events.Committed(Group).Values.Sum(), 0, world.Events - 1);

        await world.Disk.GrowAsync("64m");
        await using var again = await pipeline.RunAsync();
        (await pipeline.DrainAsync(again)).Balances(world.Events, pipeline.Lake);
        Assert.Equal(pipeline.Lake.Rows(), pipeline.Lake.Ids());
    }
}
