using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class OutputLostTests
{
    [Theory]
    [InlineData("true", ">/dev/full")]
    [InlineData("true", "2>/dev/full")]
    [InlineData("true", ">/dev/full 2>/dev/full")]
    [InlineData("true", "> >(exec true)")]
    [InlineData("true", "2> >(exec true)")]
    [InlineData("true", ">&-")]
    [InlineData("true", ">&- 2>&-")]
    [InlineData("mkfifo $FIFO", "3<>$FIFO >$FIFO")]
    [InlineData("mkfifo $FIFO", "3<>$FIFO >$FIFO 2>&1")]
    public async Task A_stream_that_is_full_closed_or_not_read_does_not_end_the_pipeline(string before, string redirection)
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");

        // A pipe holds 64 KiB: it is full after a few hundred reports.
        var pipeline = new SamplePipeline { Kafka = broker.Address, LakePath = directory["lake"], State = directory["state"], StatusInterval = "2ms" };
        await pipeline.Events.WriteAsync(0, Event.Good("1"), Event.Good("2"));
        await using var running = pipeline.StartBehindShell($"FIFO='{directory["fifo"]}'; {before}", redirection);
        await Wait.UntilAsync("a checkpoint", () => running.HasExited || HasCheckpoint(pipeline.State), () => running.Story);
        await using var drain = RunningProgram.Start(SamplePipeline.Executable, ["drain", "--state", pipeline.State]);
        Assert.True(await drain.ExitAsync() == 0, drain.Story + Environment.NewLine + running.Story);
        Assert.True(await running.ExitAsync() == 0, running.Story);
        Assert.Equal(2, pipeline.Lake.Rows());
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("--help")]
    public async Task A_verb_that_only_prints_fails_in_one_line_if_its_output_cannot_be_written(string verb)
    {
        await using var program = RunningProgram.Start("/bin/bash", ["-c", $"exec \"$0\" {verb} >/dev/full", SamplePipeline.Executable]);
        Assert.True(await program.ExitAsync() == 1, program.Story);
        Assert.Equal("streaming_data_cleaning: standard output cannot be written to: No space left on device", Assert.Single(program.Errors).Split(" : ")[0]);
    }

    private static bool HasCheckpoint(string state) => Directory.Exists(state) && Directory.EnumerateFiles(state, "checkpoint-*", SearchOption.AllDirectories).Any();
}
