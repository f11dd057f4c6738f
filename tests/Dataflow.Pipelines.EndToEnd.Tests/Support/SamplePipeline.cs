namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A pipeline of the samples that reads Kafka and writes a lake: its state, its start, and its counts.</summary>
internal sealed record SamplePipeline
{
    /// <summary>The program of the pipeline that runs by its triggers.</summary>
    internal static string Executable => Repository.Sample("Pipeline", "StreamingDataCleaning");

    internal string Program { get; init; } = Executable;

    internal required string Kafka { get; init; }

    internal required string LakePath { get; init; }

    internal required string State { get; init; }

    internal string Topic { get; init; } = "raw_events";

    /// <summary>Null: the pipeline has no such input.</summary>
    internal string? Window { get; init; } = "2s";

    internal string CheckpointInterval { get; init; } = "1s";

    internal string StatusInterval { get; init; } = "200ms";

    internal Lake Lake => new(LakePath);

    internal Topic Events => new(Kafka, Topic);

    internal Topic DeadLetters => new(Kafka, Topic + "_dlq");

    internal static SamplePipeline In(TestDirectory directory, string kafka) => new() { Kafka = kafka, LakePath = directory["lake"], State = directory["state"] };

    /// <summary>The pipeline without triggers, which runs without a control plane.</summary>
    internal static SamplePipeline Plain(TestDirectory directory, string kafka) => In(directory, kafka) with { Program = Repository.TopicToLake, Window = null };

    /// <summary>Starts it.</summary>
    internal RunningProgram Start(params string[] more) => RunningProgram.Start(Program, Arguments(more));

    /// <summary>Starts it with the default action of SIGINT: a background job of a shell inherits that the signal is ignored.</summary>
    internal RunningProgram StartInForeground() => RunningProgram.Start("/usr/bin/env", ["--default-signal=INT", Program, .. Arguments([])]);

    /// <summary>Starts it through a shell that redirects streams or sets limits, and then replaces itself with the pipeline.</summary>
    /// <param name="before">The command of the shell before it, as in <c>ulimit -n 64</c>.</param>
    /// <param name="redirection">As in <c>&gt;/dev/full</c>.</param>
    /// <param name="more">More arguments of <c>run</c>.</param>
    internal RunningProgram StartBehindShell(string before, string redirection, params string[] more) =>
        RunningProgram.Start("/bin/bash", ["-c", $"{before}; exec \"$0\" \"$@\" {redirection}", Program, .. Arguments(more)]);

    /// <summary>Starts it and waits until it runs.</summary>
    internal async Task<RunningProgram> RunAsync(params string[] more)
    {
        var program = Start(more);
        await program.LineAsync("a report of the pipeline", static line => line.StartsWith('{'));
        return program;
    }

    /// <summary>Drains it: it reads to the end, closes every window, commits and ends.</summary>
    internal async Task<Report> DrainAsync(RunningProgram running)
    {
        await using var drain = RunningProgram.Start(Program, ["drain", "--state", State]);
        Assert.True(await drain.ExitAsync(TimeSpan.FromMinutes(5)) == 0, drain.Story + Environment.NewLine + running.Story);
        Assert.True(await running.ExitAsync() == 0, running.Story);
        return Report.Last(running)!;
    }

    private string[] Arguments(string[] more) => [
        "run", "--json", "--status-interval", StatusInterval, "--kafka-bootstrap-servers", Kafka, "--input-topic", Topic, "--output-path", LakePath,
        "--state", State, "--checkpoint-interval", CheckpointInterval, .. Window is null ? Array.Empty<string>() : ["--window", Window], .. more,
    ];
}
