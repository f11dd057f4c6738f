namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>The sample's pipeline: where its lake and state are, how it is started, what it has counted.</summary>
internal sealed class CleaningPipeline
{
    private const string Program = "StreamingDataCleaning";

    internal required string Kafka { get; init; }

    internal required string LakePath { get; init; }

    internal required string State { get; init; }

    internal string Topic { get; init; } = "raw_events";

    internal string Window { get; init; } = "2s";

    internal string CheckpointInterval { get; init; } = "1s";

    internal Lake Lake => new(LakePath);

    internal Topic Events => new(Kafka, Topic);

    internal Topic DeadLetters => new(Kafka, Topic + "_dlq");

    internal static CleaningPipeline In(TestDirectory directory, string kafka) => new() { Kafka = kafka, LakePath = directory["lake"], State = directory["state"] };

    /// <summary>Starts it.</summary>
    internal RunningProgram Start(params string[] more) => RunningProgram.Start(Repository.Sample("Pipeline", Program), [
        "run", "--json", "--status-interval", "200ms", "--kafka-bootstrap-servers", Kafka, "--input-topic", Topic, "--output-path", LakePath, "--window", Window,
        "--state", State, "--checkpoint-interval", CheckpointInterval, .. more,
    ]);

    /// <summary>Starts it and waits until it runs.</summary>
    internal async Task<RunningProgram> RunAsync(params string[] more)
    {
        var program = Start(more);
        await program.LineAsync("a report of the pipeline", static line => line.StartsWith('{'));
        return program;
    }

    /// <summary>Has it read what is there, close every window, commit and end.</summary>
    internal async Task<Report> DrainAsync(RunningProgram running)
    {
        await using var drain = RunningProgram.Start(Repository.Sample("Pipeline", Program), ["drain", "--state", State]);
        Assert.True(await drain.ExitAsync(TimeSpan.FromMinutes(5)) == 0, drain.Story + Environment.NewLine + running.Story);
        Assert.True(await running.ExitAsync() == 0, running.Story);
        return Report.Last(running)!;
    }
}
