using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>A process that stands still for longer than its session in the consumer group: its partitions are taken away with records in flight.</summary>
public sealed class LostSessionTests(ITestOutputHelper output)
{
    private const int Records = 60_000;

    // The sample's session is 10 s long.
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task What_was_in_flight_counts_once_and_the_process_goes_on_by_itself()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:4", "raw_events_dlq:2");
        var pipeline = new CleaningPipeline { Kafka = broker.Address, LakePath = directory["lake"], State = directory["state"], Window = "10s", CheckpointInterval = "2s" };
        await using var generator = Generator.Start(directory, broker.Address, "raw_events", rate: 2500, Records);
        await using var running = await pipeline.RunAsync();

        // Between two checkpoints, with records that neither of them holds.
        await Report.WhenAsync(running, "records after a checkpoint", static report => report.Checkpoint >= 1 && report.Read > 5000);
        var checkpoint = Report.Last(running)!;
        await Report.WhenAsync(running, "records that the checkpoint does not hold", report => report.Checkpoint == checkpoint.Checkpoint ? report.Read > checkpoint.Read + 500 : (checkpoint = report) is null);
        running.Freeze();
        await Task.Delay(Standstill, TimeProvider.System);
        running.Thaw();
        await running.LineAsync("a line that says that it goes on", static line => line.Contains("goes on from checkpoint", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
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
