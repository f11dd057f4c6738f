using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>A user's program, published trimmed with the packages alone.</summary>
[Collection(StrangerCollection.Name)]
public sealed partial class TrimmedProgramTests(Stranger stranger)
{
    // They produce warnings that docs/decisions/018 explains. No other assembly does, including the user's with its generated code.
    private static readonly string[] NotAnnotated = ["Confluent.Kafka", "Microsoft.IO.RecyclableMemoryStream", "Parquet"];

    [Fact]
    public async Task It_reads_writes_and_continues_from_its_checkpoint_like_any_other()
    {
        var (code, story, folder) = await stranger.PublishTrimmedAsync(TrimmedPipeline.Name, ("App.cs", TrimmedPipeline.Code));
        Assert.True(code == 0, story);
        AssertTrimmed(folder, story);

        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("visits:2", "totals:1", "visits_late:1", "visits_dlq:1");
        var program = Path.Combine(folder, TrimmedPipeline.Name);
        string[] arguments = ["run", "--json", "--status-interval", "200ms", "--kafka", broker.Address, "--lake", directory["lake"], "--state", directory["state"]];
        var visits = new Topic(broker.Address, "visits");
        await visits.WriteAsync(0, TrimmedPipeline.Visit("1", "ann", 5), TrimmedPipeline.Visit("1", "ann", 6), "{\"id\":");
        await visits.WriteAsync(1, TrimmedPipeline.Visit("2", "bob", 7));
        await using (var first = RunningProgram.Start(program, arguments, directory.Path))
        {
            await Report.WhenAsync(first, "4 messages read", static report => report.Read == 4);
            first.Terminate();
            Assert.True(await first.ExitAsync() == 0, first.Story);
        }

        await visits.WriteAsync(0, TrimmedPipeline.Visit("1", "ann", 8), TrimmedPipeline.Visit("3", "ann", 9), TrimmedPipeline.Visit("4", "", 9));
        await using var second = RunningProgram.Start(program, arguments, directory.Path);
        await Report.WhenAsync(second, "7 messages read", static report => report.Read == 7);
        await using var drain = RunningProgram.Start(program, ["drain", "--state", directory["state"]]);
        Assert.True(await drain.ExitAsync() == 0, drain.Story + second.Story);
        Assert.True(await second.ExitAsync() == 0, second.Story);

        // The second visit of a user has rank 2 because the state of the first run was restored.
        var lake = new Lake(directory["lake"]);
        Assert.Equal(3, lake.Rows());
        Assert.Equal(3, lake.Rows("""
            (id, "user", rank) IN (('1', 'ANN', 1), ('2', 'BOB', 1), ('3', 'ANN', 2)) AND date_trunc('minute', "at") = TIMESTAMPTZ '2026-01-02 03:04:00Z' AND kind = 'click' AND price = 12.50
            AND score = 1.5 AND session = '0f8fad5b-d9cb-469f-a165-70867728950e' AND day = DATE '2026-01-02' AND "time" = TIME '03:04:05' AND stay = 90000000 AND is_first AND age = 200
            """));
        Assert.Equal(
            ["""{"user":"ANN","from":"2026-01-02T03:04:00+00:00","visits":2,"spent":25.00}""", """{"user":"BOB","from":"2026-01-02T03:04:00+00:00","visits":1,"spent":12.50}"""],
            new Topic(broker.Address, "totals").Read().Select(static total => Encoding.UTF8.GetString(total.Message.Value)).Order(StringComparer.Ordinal));
        var reasons = new Topic(broker.Address, "visits_dlq").Read().Select(static letter => Topic.Header(letter, "reason")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, reasons.Count);
        Assert.Contains("malformed JSON", reasons[0], StringComparison.Ordinal);
        Assert.Equal("user is empty", reasons[1]);
        Assert.Equal(0, new Topic(broker.Address, "visits_late").Count());
    }

    private static void AssertTrimmed(string folder, string story)
    {
        var warnings = story.Split(Environment.NewLine).Where(static line => line.Contains(": warning ", StringComparison.Ordinal)).ToList();
        Assert.All(warnings, line => Assert.True(Summary().IsMatch(line), $"{line} in {story}"));
        Assert.Equal(NotAnnotated, warnings.Select(static line => Summary().Match(line).Groups["assembly"].Value).Distinct().Order(StringComparer.Ordinal));

        // It was trimmed, but the functions for other Linux distributions are retained.
        foreach (var assembly in new[] { "Dataflow.Pipelines", "Dataflow.Pipelines.Core", "Dataflow.Pipelines.Kafka", "Dataflow.Pipelines.Parquet", "Confluent.Kafka", "Parquet" })
        {
            var (before, after) = (new FileInfo(Path.Combine(folder, "..", assembly + ".dll")).Length, new FileInfo(Path.Combine(folder, assembly + ".dll")).Length);
            Assert.True(after < before, $"{assembly} has {after} bytes, and {before} before it was trimmed.");
        }

        var imports = Imports(Path.Combine(folder, "..", "Confluent.Kafka.dll"));
        Assert.Contains("NativeMethods_Alpine.rd_kafka_new", imports);
        Assert.Equal(imports, Imports(Path.Combine(folder, "Confluent.Kafka.dll")));
    }

    /// <summary>The native functions of Confluent.Kafka: a class for each build of librdkafka, as <c>class.function</c>.</summary>
    private static List<string> Imports(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => metadata.GetString(type.Namespace) == "Confluent.Kafka.Impl.NativeMethods")
            .SelectMany(type => type.GetMethods().Select(method => $"{metadata.GetString(type.Name)}.{metadata.GetString(metadata.GetMethodDefinition(method).Name)}"))
            .Where(static method => method.Contains(".rd_kafka_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"warning IL2104: Assembly '(?<assembly>[^']+)' produced trim warnings")]
    private static partial Regex Summary();
}
