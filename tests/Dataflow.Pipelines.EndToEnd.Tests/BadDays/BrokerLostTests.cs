using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class BrokerLostTests
{
    [Fact]
    public Task An_interruption_of_the_broker_of_some_seconds_loses_no_record() => RunAsync(reports: 20);

    [Fact]
    [Trait("size", "long")]
    public Task An_interruption_of_the_broker_of_30_seconds_loses_no_record() => RunAsync(reports: 150);

    private static async Task RunAsync(int reports)
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:8", "raw_events_dlq:2");
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await using var running = await pipeline.RunAsync();
        await using var generator = Generator.Start(directory, broker.Address, "raw_events", rate: 2000, count: 16_000);
        await Report.WhenAsync(running, "a commit after 2,000 records", static report => report is { Read: > 2000, Checkpoint: > 0 });

        await broker.ObeyAsync("down");
        await Report.WhenAsync(running, $"{reports} reports without a new record", _ => Standstill(running) >= reports);
        Assert.False(running.HasExited, running.Story);
        Assert.False(generator.HasExited, "The generator must still be writing.");
        await broker.ObeyAsync("up");

        await generator.EndAsync();
        Assert.Equal(16_000, generator.Written);

        // If an answer of the broker is lost, the producer sends again, and the simulated broker does not always detect the duplicate: the number
        // of its messages counts.
        var held = new Topic(broker.Address, "raw_events").Count();
        Assert.True(held >= generator.Written, $"The broker holds {held} of {generator.Written} messages.");
        var report = await pipeline.DrainAsync(running);
        report.Balances(held, pipeline.Lake);
        Assert.Equal(held, report.Read);
    }

    // There is a report every 200 ms.
    private static int Standstill(RunningProgram running)
    {
        var reads = running.Output.Where(static line => line.StartsWith('{')).Select(static line => line[..line.IndexOf(',', StringComparison.Ordinal)]).ToList();
        return reads.Count - 1 - reads.FindLastIndex(read => read != reads[^1]);
    }
}
