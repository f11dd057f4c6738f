using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>
/// State and lake of a suspended pipeline, damaged in several ways: the start is refused in one line, and an earlier checkpoint can be used.
/// </summary>
public sealed class DamagedStateTests
{
    private const int Records = 4;

    [Fact]
    public async Task A_damaged_manifest_is_refused_in_one_line_and_an_earlier_checkpoint_restores_every_record()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var suspended = await SuspendedAsync(directory, broker);
        const long Earlier = 1, Newest = 2;
        (string Name, Action<string> Damage, string Expected)[] cases =
        [
            ("flipped", state => Flip(PathOf(state, Newest)), $"Checkpoint {Newest}, the newest in STATE, cannot be read: its checksum does not match its content. The newest that can be read is {Earlier} of "),
            ("no-manifest", state => Seal(PathOf(state, Newest), "[1,2]"), $"Checkpoint {Newest}, the newest in STATE, cannot be read: it is intact, but not a manifest: "),
            ("copied", state => File.Copy(PathOf(state, Newest), PathOf(state, Newest + 5)), $"Checkpoint {Newest + 5}, the newest in STATE, cannot be read: it is a copy of checkpoint {Newest} under another number. "),
            ("largest", state => File.WriteAllText(PathOf(state, long.MaxValue), "{}"), $"'STATE/checkpoint-{long.MaxValue}.json' is not a checkpoint: its number is over "),
            ("another", state => Seal(PathOf(state, Newest), Unsealed(PathOf(state, Newest)).Replace("\"streaming_data_cleaning\"", "\"shop\"", StringComparison.Ordinal)), $"Checkpoint {Newest} in STATE is of pipeline 'shop', not of 'streaming_data_cleaning'. Move it back "),
            ("huge", state => File.WriteAllText(Path.Combine(state, "checkpoint-99999999999999999999.json"), "{}"), "'STATE/checkpoint-99999999999999999999.json' is not a checkpoint: its number is over "),
        ];
        foreach (var (name, damage, expected) in cases)
        {
            var pipeline = Copy(suspended, directory, name);
            damage(pipeline.State);
            await using var refused = pipeline.Start();
            Assert.True(await refused.ExitAsync() == 1, refused.Story);
            SaysLast(refused, expected.Replace("STATE", pipeline.State, StringComparison.Ordinal));
        }

        foreach (var name in new[] { "no-manifest", "copied" })
        {
            await ContinuesAsync(Again(suspended, directory, name), Earlier);
        }
    }

    [Theory]
    [Trait("size", "long")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_or_missing_pending_part_stays_hidden_and_an_earlier_checkpoint_restores_every_record(bool isFlipped)
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var pipeline = await SuspendedAsync(directory, broker);

        // The newest part: an earlier checkpoint does not list it.
        var part = Directory.GetFiles(Path.Combine(pipeline.LakePath, "_pending"), "*.parquet.pending", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)!;
        if (isFlipped)
        {
            Flip(part);
        }
        else
        {
            File.Delete(part);
        }

        await using (var running = pipeline.Start("--max-restarts", "0"))
        {
            await using var drain = RunningProgram.Start(SamplePipeline.Executable, ["drain", "--state", pipeline.State]);
            Assert.True(await running.ExitAsync() == 1, running.Story);
            SaysLast(running, isFlipped ? $"'{part}' is damaged: its XXH128 is " : $"but '{part}' does not exist. The file was deleted or changed since then: restore it, or go back to an earlier checkpoint with --from-checkpoint.");
        }

        Assert.Equal(0, pipeline.Lake.Rows());
        await ContinuesAsync(pipeline, from: 1);
    }

    private static async Task ContinuesAsync(SamplePipeline pipeline, long from)
    {
        await using var running = await pipeline.RunAsync("--from-checkpoint", from.ToString(CultureInfo.InvariantCulture));
        (await pipeline.DrainAsync(running)).Balances(Records, pipeline.Lake);
        Assert.Equal((Records, Records), (pipeline.Lake.Rows(), pipeline.Lake.Ids()));
    }

    private static void SaysLast(RunningProgram program, string expected)
    {
        Assert.True(program.Errors[^1].Contains(expected, StringComparison.Ordinal), $"Expected as the last line: {expected}{Environment.NewLine}{program.Story}");
        Assert.DoesNotContain(program.Errors, static line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    /// <summary>A pipeline that was suspended twice: checkpoint 1 holds half of the records, checkpoint 2 all of them. Nothing is visible.</summary>
    private static async Task<SamplePipeline> SuspendedAsync(TestDirectory directory, Broker broker)
    {
        var pipeline = SamplePipeline.In(directory, broker.Address) with { Window = "6h", CheckpointInterval = "10m" };
        for (var written = 0; written < Records; written += Records / 2)
        {
            await pipeline.Events.WriteAsync(0, Enumerable.Range(written, Records / 2).Select(static i => Event.Good(string.Create(CultureInfo.InvariantCulture, $"e{i}"))));
            await using var running = await pipeline.RunAsync();
            await Report.WhenAsync(running, "all written records are read", report => report.Read == written + (Records / 2));
            running.Terminate();
            Assert.True(await running.ExitAsync() == 0, running.Story);
        }

        Assert.Equal([PathOf(pipeline.State, 1), PathOf(pipeline.State, 2)], Directory.GetFiles(pipeline.State, "checkpoint-*.json").Order());
        return pipeline;
    }

    private static string PathOf(string state, long checkpoint) => Path.Combine(state, string.Create(CultureInfo.InvariantCulture, $"checkpoint-{checkpoint:d9}.json"));

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static string Unsealed(string path) => File.ReadAllText(path).Split('\n')[0];

    // In the format of the engine: the document, and its SHA-256 in the last line.
    private static void Seal(string path, string json) => File.WriteAllText(path, $"{json}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}\n");

    /// <summary>A copy of state and lake.</summary>
    private static SamplePipeline Copy(SamplePipeline pipeline, TestDirectory directory, string name)
    {
        var copy = Again(pipeline, directory, name);
        Copy(pipeline.State, copy.State);
        Copy(pipeline.LakePath, copy.LakePath);
        return copy;
    }

    /// <summary>The copy that was created earlier.</summary>
    private static SamplePipeline Again(SamplePipeline pipeline, TestDirectory directory, string name) =>
        pipeline with { State = directory[name + "-state"], LakePath = directory[name + "-lake"] };

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }
}
