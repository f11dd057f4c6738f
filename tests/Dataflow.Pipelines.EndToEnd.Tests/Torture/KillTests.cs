using System.Security.Cryptography;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Torture;

/// <summary>SIGKILL at random moments, then a drain: the account balances and nothing is there twice.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Records = 60_000;

    /// <summary>Set to replay a run; its seed is the first line that it prints. The moments depend on the machine too.</summary>
    private const string SeedVariable = "DATAFLOW_TEST_SEED";

    [Fact]
    [Trait("size", "long")]
    public async Task Killed_at_random_moments_it_loses_nothing_and_writes_nothing_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"{SeedVariable}={seed}");
        var random = new Random(seed);
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:16", "raw_events_dlq:4");
        var pipeline = CleaningPipeline.In(directory, broker.Address);
        await using var generator = Generator.Start(directory, broker.Address, "raw_events", rate: 1500, Records, (ulong)seed);

        var kills = 0;
        while (!generator.HasExited && kills < 8)
        {
            await using var running = pipeline.Start();

            // A moment is a number of reports, of output lines or of committed checkpoints: start-up, steady state and just behind a commit all have their turn.
            var moment = random.Next(0, 4);
            var lines = random.Next(1, 25);
            await Wait.UntilAsync(
                $"a moment of kind {moment} to kill it ({lines})",
                () => running.HasExited || moment switch
                {
                    0 => running.Errors.Count >= 1,
                    1 => running.Output.Count >= lines,
                    2 => Report.Last(running) is { Checkpoint: var now } && now >= FirstCheckpoint(running) + 1 + (lines % 3),
                    _ => Directory.Exists(Path.Combine(pipeline.LakePath, "_pending")) && running.Output.Count >= 1 && Directory.EnumerateFiles(Path.Combine(pipeline.LakePath, "_pending")).Any(),
                },
                () => running.Story);
            Assert.False(running.HasExited, running.Story);
            await running.KillAsync();
            kills++;
            output.WriteLine($"kill {kills}: kind {moment}, {Report.Last(running)?.Line ?? "before the first report"}");
        }

        await using var last = await pipeline.RunAsync();
        await generator.EndAsync(TimeSpan.FromMinutes(5));
        var report = await pipeline.DrainAsync(last);
        Assert.Equal(Records, generator.Written);
        report.Balances(Records, pipeline.Lake);
        Assert.Equal(pipeline.Lake.Rows(), pipeline.Lake.Ids());
        Assert.Equal(generator.Tally("rejected"), report.Rejected);

        // Written at least once, told apart by where they were read.
        var letters = pipeline.DeadLetters.Read().Select(static letter => (Topic.Header(letter, "topic"), Topic.Header(letter, "partition"), Topic.Header(letter, "offset"))).ToList();
        Assert.Equal(report.Rejected, letters.Distinct().Count());
        output.WriteLine($"{kills} kills, {letters.Count - report.Rejected} dead letters written again, {report.Line}");
    }

    private static long FirstCheckpoint(RunningProgram running) =>
        running.Output.FirstOrDefault(static line => line.StartsWith('{')) is { } line ? System.Text.Json.JsonElement.Parse(line).GetProperty("checkpoint").GetInt64() : long.MaxValue - 10;
}
