using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>A broker that keeps its connections and answers nothing: nothing fails, everything waits.</summary>
public sealed class FrozenBrokerTests
{
    [Fact]
    public async Task SIGTERM_ends_the_process_within_the_shutdown_timeout_with_1()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        await using var running = await ReadAsync(directory, broker, "{", "--shutdown-timeout", "5s");
        broker.Freeze();
        var began = TimeProvider.System.GetTimestamp();
        running.Terminate();
        Assert.True(await running.ExitAsync() == 1, running.Story);
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.Contains(running.Errors, static line => line.Contains("did not suspend within 4s", StringComparison.Ordinal));

        // A second more for the end of the process on a busy machine.
        Assert.True(took < TimeSpan.FromSeconds(6), $"Expected: the end within 5 s. It took {took}: {running.Story}");
    }

    [Fact]
    public async Task A_second_SIGTERM_ends_the_process_at_once_with_1()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");

        // No dead letter: its checkpoint would wait for the broker to take it, and the broker may be frozen before.
        await using var running = await ReadAsync(directory, broker, Event.Good("2"), "--shutdown-timeout", "10m");
        broker.Freeze();
        running.Terminate();

        // The only checkpoint is the last one: it is durable, and Kafka does not take its offsets.
        await Report.WhenAsync(running, "the last checkpoint", static report => report.Checkpoint == 1);
        var began = TimeProvider.System.GetTimestamp();
        running.Terminate();
        Assert.True(await running.ExitAsync() == 1, running.Story);
        Assert.Contains(running.Errors, static line => line.Contains("ended at once by a second SIGTERM", StringComparison.Ordinal));
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.True(took < TimeSpan.FromSeconds(3), $"Expected: the end at once. It took {took}: {running.Story}");
    }

    /// <summary>A pipeline that has read two records and has not committed them.</summary>
    private static async Task<RunningProgram> ReadAsync(TestDirectory directory, Broker broker, string second, params string[] more)
    {
        var pipeline = new CleaningPipeline { Kafka = broker.Address, LakePath = directory["lake"], State = directory["state"], Window = "6h", CheckpointInterval = "10m" };
        await pipeline.Events.WriteAsync(0, Event.Good("1"), second);
        var running = await pipeline.RunAsync(more);
        await Report.WhenAsync(running, "2 records read", static report => report.Read == 2);
        return running;
    }
}
