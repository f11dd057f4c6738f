using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>A broker that keeps its connections and answers nothing: no call fails, all calls wait.</summary>
public sealed class FrozenBrokerTests
{
    [Fact]
    public async Task SIGTERM_ends_the_process_within_the_shutdown_timeout_with_1()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        await using var running = await ReadAsync(directory, broker, "{", "10m", "--shutdown-timeout", "5s");
        broker.Freeze();
        var began = TimeProvider.System.GetTimestamp();
        running.Terminate();
        Assert.True(await running.ExitAsync() == 1, running.Story);
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.True(running.Errors.Any(static line => line.Contains("did not suspend within 3600ms", StringComparison.Ordinal)), running.Story);

        // Well below the default limit of 30 s; the margin above 5 s is for a busy machine.
        Assert.True(took < TimeSpan.FromSeconds(20), $"Expected: the end within 5 s. It took {took}: {running.Story}");
    }

    [Fact]
    public async Task A_second_SIGTERM_ends_the_process_immediately_with_1()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");

        // No dead letter: its checkpoint would wait for the broker's acknowledgement, and the broker may be frozen before it.
        await using var running = await ReadAsync(directory, broker, Event.Good("2"), "10m", "--shutdown-timeout", "10m");
        broker.Freeze();
        running.Terminate();

        // The only checkpoint is the last one: it is durable, and Kafka does not accept its offsets.
        await Report.WhenAsync(running, "the last checkpoint", static report => report.Checkpoint == 1);
        var began = TimeProvider.System.GetTimestamp();
        running.Terminate();
        Assert.True(await running.ExitAsync() == 1, running.Story);
        Assert.Contains(running.Errors, static line => line.Contains("ended immediately by a second SIGTERM", StringComparison.Ordinal));
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.True(took < TimeSpan.FromSeconds(30), $"Expected: the end immediately, not after 10 min. It took {took}: {running.Story}");
    }

    // The messages read are committed, so the session may expire without a restart of the job.
    [Fact]
    [Trait("size", "long")]
    public async Task The_status_has_no_lag_while_the_broker_is_silent_and_a_warning_names_it_until_it_answers_again()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        await using var running = await ReadAsync(directory, broker, Event.Good("2"), "1s");
        await Report.WhenAsync(running, "a checkpoint with both records and a lag of 0", static report => report.Checkpoint >= 2 && Has(report, "\"lag\":0,"));
        broker.Freeze();
        await Report.WhenAsync(running, "a status without a lag that names the source", static report =>
            Has(report, "\"lag\":null,") && Has(report, "\"stalled_sources\":{\"kafka_source\":\"nothing fetched for "));
        await running.LineAsync("a warning", line =>
            line.Contains("raw_events: nothing fetched for ", StringComparison.Ordinal)
            && line.Contains($" s, Kafka at {broker.Address} does not answer; the lag is unknown until it does", StringComparison.Ordinal));
        broker.Thaw();
        await running.LineAsync("the end of the silence", line => line.Contains($"Kafka at {broker.Address} answers again", StringComparison.Ordinal));
        await Report.WhenAsync(running, "a status with a lag of 0", static report => Has(report, "\"lag\":0,"));
    }

    private static bool Has(Report report, string text) => report.Line.Contains(text, StringComparison.Ordinal);

    /// <summary>A pipeline that has read two records; it commits them at the interval of the checkpoints.</summary>
    private static async Task<RunningProgram> ReadAsync(TestDirectory directory, Broker broker, string second, string interval, params string[] more)
    {
        var pipeline = new SamplePipeline { Kafka = broker.Address, LakePath = directory["lake"], State = directory["state"], Window = "6h", CheckpointInterval = interval };
        await pipeline.Events.WriteAsync(0, Event.Good("1"), second);
        var running = await pipeline.RunAsync(more);
        await Report.WhenAsync(running, "2 records read", static report => report.Read == 2);
        return running;
    }
}
