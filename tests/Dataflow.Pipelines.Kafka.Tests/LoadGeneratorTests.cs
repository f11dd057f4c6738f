using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed partial class LoadGeneratorTests
{
    [Fact]
    public async Task The_tally_matches_the_messages_of_the_broker()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "events:8");
        var servers = await broker.ReadLineAsync();
        var tally = await RunAsync(servers, "events", "--count", "20000", "--rate", "0", "--seed", "7");
        Assert.Equal(20_000, Number(tally, "in"));
        Assert.True(tally.GetProperty("done").GetBoolean());

        var messages = TopicContents.Read(servers, "events", 20_000);
        foreach (var partition in tally.GetProperty("partitions").EnumerateArray())
        {
            Assert.Equal(Number(partition, "last"), messages.Where(message => message.Partition.Value == Number(partition, "partition")).Max(message => message.Offset.Value));
        }

        var ids = new HashSet<string>();
        var (rejected, filtered, duplicate) = (0, 0, 0);
        foreach (var message in messages)
        {
            switch (Classify(message.Message.Value, out var id))
            {
                case "rejected":
                    rejected++;
                    break;
                case "filtered":
                    filtered++;
                    break;
                default:
                    duplicate += ids.Add(id) ? 0 : 1;
                    break;
            }
        }

        Assert.Equal((Number(tally, "rejected"), Number(tally, "filtered"), Number(tally, "duplicate")), (rejected, filtered, duplicate));
        Assert.All(tally.GetProperty("kinds").EnumerateObject(), kind => Assert.True(kind.Value.GetInt64() > 0, $"some messages are {kind.Name}"));
        Assert.Equal(messages.Sum(message => message.Message.Value.Length), Number(tally, "bytes"));
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_bytes_except_times()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "one:1", "--topic", "two:1", "--topic", "three:1");
        var servers = await broker.ReadLineAsync();
        await RunAsync(servers, "one", "--count", "3000", "--rate", "0", "--seed", "7");
        await RunAsync(servers, "two", "--count", "3000", "--rate", "0", "--seed", "7");
        await RunAsync(servers, "three", "--count", "3000", "--rate", "0", "--seed", "8");
        Assert.Equal(Timeless(servers, "one"), Timeless(servers, "two"));
        Assert.NotEqual(Timeless(servers, "one"), Timeless(servers, "three"));
    }

    [Fact]
    public async Task It_stays_within_its_bound_ahead_of_the_committed_offsets_of_the_group()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "events:2");
        var servers = await broker.ReadLineAsync();
        var source = new KafkaSource<TestRecord>(servers, "events") { GroupId = "readers", Properties = new Dictionary<string, string> { ["session.timeout.ms"] = "4000" } };
        await using var lane = await TestLane.OpenAsync(source);
        var running = RunAsync(servers, "events", "--count", "20000", "--rate", "0", "--hold-back-group", "readers", "--max-uncommitted-bytes-per-partition", "300000");

        // 300 kB are two to three runs of 1000 messages: 6000 at most in two partitions, and the last run may exceed the bound.
        lane.Until(() => lane.Count >= 4000, "4000 messages");
        while (!running.IsCompleted)
        {
            Assert.InRange(lane.Count, 0, lane.Committed + 8000);
            await lane.CheckpointAsync();

            // Messages beyond the checkpoint arrive only because of its commit; they may have arrived already.
            lane.Until(() => running.IsCompleted || lane.Count > lane.Committed || lane.Count == 20_000, "more messages after a commit");
        }

        Assert.Equal(20_000, Number(await running, "in"));
        lane.Until(() => lane.Count == 20_000, "20000 messages");
    }

    [Fact]
    public async Task Without_a_broker_it_reports_it_and_fails()
    {
        await using var generator = SampleProcess.Start("LoadGenerator", "--bootstrap-servers", "127.0.0.1:1", "--count", "1", "--startup-timeout", "1s");
        Assert.Equal(1, (await generator.EndAsync()).ExitCode);
    }

    private static async Task<JsonElement> RunAsync(string servers, string topic, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using var generator = SampleProcess.Start("LoadGenerator", ["--bootstrap-servers", servers, "--topic", topic, "--tally", file, .. arguments]);
            var (exitCode, output) = await generator.EndAsync();
            Assert.True(exitCode == 0, output);
            return JsonDocument.Parse(await File.ReadAllBytesAsync(file)).RootElement;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static List<string> Timeless(string servers, string topic) =>
        [.. TopicContents.Read(servers, topic, 3000).Select(message => Times().Replace(Encoding.Latin1.GetString(message.Message.Value), "~"))];

    /// <summary>The expected result of the sample's pipeline for a message, by an independent implementation.</summary>
    private static string Classify(byte[] payload, out string id)
    {
        id = "";
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(payload);
            using var json = JsonDocument.Parse(payload);
            id = json.RootElement.GetProperty("event_id").GetString() ?? "";
            var user = json.RootElement.GetProperty("user_id").GetString() ?? "";
            var time = DateTimeOffset.Parse(json.RootElement.GetProperty("timestamp").GetString() ?? "", CultureInfo.InvariantCulture);
            return id.Length == 0 || user.Length == 0 || time.Year is < 2000 or > 2900 ? "rejected"
                : user.StartsWith("test_", StringComparison.Ordinal) ? "filtered" : "kept";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return "rejected";
        }
    }

    // Event ids contain the start time of the run. Ids and timestamps that are cut off in the middle are removed too.
    [GeneratedRegex("""EVT_[0-9a-f]*_?|"timestamp":"20[0-9T:.Z-]*""")]
    private static partial Regex Times();
}
