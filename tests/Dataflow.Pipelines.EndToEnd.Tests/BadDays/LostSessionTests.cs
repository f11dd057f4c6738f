using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>A process that is suspended for longer than its session timeout: its partitions are revoked with records in flight.</summary>
public sealed class LostSessionTests(ITestOutputHelper output)
{
    private const int Records = 60_000;

    // The sample's session is 10 s long. No checkpoint is due while the process is suspended, nor soon after, and no window closes and requests one: a
    // checkpoint that completes before the group has revoked the partitions would cover the records in flight.
    private const string CheckpointInterval = "25s";
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(13);

    [Fact]
    public async Task Records_in_flight_count_once_and_the_process_continues_by_itself()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:4", "raw_events_dlq:2");
        var pipeline = new SamplePipeline { Kafka = broker.Address, LakePath = directory["lake"], State = directory["state"], Window = "6h", CheckpointInterval = CheckpointInterval };
        await using var generator = Generator.Start(directory, broker.Address, "raw_events", rate: 1500, Records);
        await using var running = await pipeline.RunAsync();

        // Shortly after the first checkpoint, with records that it does not cover.
        await Report.WhenAsync(running, "a checkpoint", static report => report.Checkpoint == 1);
        var checkpoint = Report.Last(running)!;
        await Report.WhenAsync(running, "records that the checkpoint does not cover", report => report.Read > checkpoint.Read + 500);
        running.Freeze();
        await Task.Delay(Standstill, TimeProvider.System);
        running.Thaw();
        await running.LineAsync("the line of the restart", static line => line.Contains("restarts from checkpoint 1 ", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        await generator.EndAsync(TimeSpan.FromMinutes(2));
        var report = await pipeline.DrainAsync(running);
        output.WriteLine(report.Line);
        Assert.Equal(Records, report.Read);
        report.Balances(Records, pipeline.Lake);
        Assert.Equal(pipeline.Lake.Rows(), pipeline.Lake.Ids());
        Assert.Equal(generator.Tally("duplicate"), report.Duplicates);
        Assert.Equal(pipeline.Lake.Rows(), pipeline.Lake.EventsOfStatistics());
    }
}
