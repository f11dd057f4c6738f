using System.Security.Cryptography;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Torture;

/// <summary>SIGKILL at random moments, then a drain: the account balances and no row is duplicated.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Records = 200_000;
    private const int Kills = 8;

    /// <summary>Set to replay a run; the first output line of the run is its seed. The moments depend on the machine too.</summary>
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
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await using var generator = Generator.Start(directory, broker.Address, "raw_events", rate: 2000, Records, (ulong)seed);

        var whileReading = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var running = pipeline.Start();
            var moment = Moment.Random(random, pipeline);
            await Wait.UntilAsync(moment.Name, () => running.HasExited || moment.Has(running), () => running.Story);
            Assert.False(running.HasExited, running.Story);
            await running.KillAsync();
            whileReading += Moment.ReadByProcess(running) > 0 ? 1 : 0;
            output.WriteLine($"kill {kill}: {moment.Name}; this process has read {Moment.ReadByProcess(running)} records");
        }

        await using var last = await pipeline.RunAsync();
        await generator.EndAsync(TimeSpan.FromMinutes(5));
        var report = await pipeline.DrainAsync(last);
        Assert.True(whileReading > 0, "No kill hit the pipeline while it was reading: the test proves nothing.");
        Assert.Equal(Records, generator.Written);
        report.Balances(Records, pipeline.Lake);
        Assert.Equal(pipeline.Lake.Rows(), pipeline.Lake.Ids());
        Assert.Equal(generator.Tally("rejected"), report.Rejected);

        // Dead letters are written at least once; their positions identify them.
        var letters = pipeline.DeadLetters.Read().Select(static letter => (Topic.Header(letter, "topic"), Topic.Header(letter, "partition"), Topic.Header(letter, "offset"))).ToList();
        Assert.Equal(report.Rejected, letters.Distinct().Count());
        output.WriteLine($"{Kills} kills, {whileReading} of them while it read, {letters.Count - report.Rejected} dead letters written again");
        output.WriteLine(report.Line);
    }

    /// <summary>When to kill.</summary>
    private sealed record Moment(string Name, Func<RunningProgram, bool> Has)
    {
        internal static Moment Random(Random random, SamplePipeline pipeline)
        {
            var some = random.Next(1, 6000);
            switch (random.Next(5))
            {
                case 0:
                    return new("while it starts", static running => running.Errors.Count >= 1);
                case 1:
                    return new($"after {some} records", running => ReadByProcess(running) >= some);
                case 2:
                    return new("just after a commit", static running => ReadByProcess(running) > 0 && Reports(running) is { Count: > 1 } reports && reports[^1].Checkpoint > reports[^2].Checkpoint);
                case 3:
                    var manifests = Manifests(pipeline);
                    return new("at the creation of a manifest", running => ReadByProcess(running) > 0 && Manifests(pipeline) != manifests);
                default:
                    return new("while a part is written", running => ReadByProcess(running) > 0 && Directory.EnumerateFiles(Path.Combine(pipeline.LakePath, "_pending"), "*.parquet.pending", SearchOption.AllDirectories).Any());
            }
        }

        internal static long ReadByProcess(RunningProgram running) => Reports(running) is { Count: > 0 } reports ? reports[^1].Read - reports[0].Read : 0;

        private static List<Report> Reports(RunningProgram running) => [.. running.Output.Where(static line => line.StartsWith('{')).Select(Report.Of)];

        private static string Manifests(SamplePipeline pipeline) =>
            Directory.Exists(pipeline.State) ? string.Join(' ', Directory.EnumerateFiles(pipeline.State, "checkpoint-*").Order(StringComparer.Ordinal)) : "";
    }
}
