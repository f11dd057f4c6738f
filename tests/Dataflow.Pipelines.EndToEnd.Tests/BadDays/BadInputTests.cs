using System.Globalization;
using System.Text;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class BadInputTests
{
    private const int Limit = 1 << 20;
    private const int Kept = 64 << 10;

    private sealed record Bad(byte[] Payload, string Reason, string Node = "kafka_source", int Kept = int.MaxValue)
    {
        internal Bad(string text, string reason, string node = "kafka_source")
            : this(Encoding.UTF8.GetBytes(text), reason, node)
        {
        }
    }

    [Fact]
    public async Task Each_bad_message_is_one_dead_letter_and_all_good_ones_arrive()
    {
        var kinds = Kinds();
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:3");
        var pipeline = SamplePipeline.In(directory, broker.Address);

        // There is a good message before and after each bad one.
        await pipeline.Events.WriteAsync(1, kinds.SelectMany((bad, i) => new[] { Encoding.UTF8.GetBytes(Event.Good($"good-{i}")), bad.Payload }).Append(Encoding.UTF8.GetBytes(Event.Good("last"))));
        var began = TimeProvider.System.GetUtcNow();
        await using var running = await pipeline.RunAsync();
        var report = await pipeline.DrainAsync(running);

        Assert.True(kinds.Count == report.Rejected, $"{kinds.Count} bad messages, {report.Rejected} rejected: {report.Line}{Environment.NewLine}{running.Story}");
        Assert.Equal(kinds.Count + 1, pipeline.Lake.Rows());
        report.Balances((2 * kinds.Count) + 1, pipeline.Lake);
        var letters = pipeline.DeadLetters.Read().ToDictionary(letter => long.Parse(Topic.Header(letter, "offset"), CultureInfo.InvariantCulture));
        Assert.Equal(kinds.Count, letters.Count);
        for (var i = 0; i < kinds.Count; i++)
        {
            var letter = letters[(2 * i) + 1];
            var bad = kinds[i];
            Assert.Contains(bad.Reason, Topic.Header(letter, "reason"), StringComparison.Ordinal);
            Assert.Equal("raw_events", Topic.Header(letter, "topic"));
            Assert.Equal("1", Topic.Header(letter, "partition"));
            Assert.Equal(bad.Node, Topic.Header(letter, "node"));
            Assert.InRange(DateTimeOffset.Parse(Topic.Header(letter, "time"), CultureInfo.InvariantCulture), began, TimeProvider.System.GetUtcNow());
            Assert.Equal(bad.Payload.Take(bad.Kept), letter.Message.Value ?? []);
        }
    }

    private static List<Bad> Kinds() =>
    [
        new("""{"event_id":"x","user_id":""", "malformed JSON"),
        new("not json at all", "malformed JSON"),
        new("[1,2,3]", "no JSON object"),
        new($$"""{"event_id":123,"user_id":"USER_1","timestamp":"{{Event.Now}}"}""", "event_id is no"),
        new($$"""{"event_id":"x","user_id":true,"timestamp":"{{Event.Now}}"}""", "user_id is no"),
        new(Event.At("x", "yesterday"), "timestamp is no date-time: \"yesterday\""),
        new($$"""{"event_id":"x","timestamp":"{{Event.Now}}"}""", "user_id is missing"),
        new($$"""{"event_id":"x","user_id":null,"timestamp":"{{Event.Now}}"}""", "user_id is missing"),
        new("null", "no JSON object"),
        new([.. Encoding.UTF8.GetBytes($$"""{"event_id":"x","timestamp":"{{Event.Now}}","user_id":"USER_"""), 0xC3, (byte)'"', (byte)'}'], "user_id is not valid UTF-8"),
        new("", "empty message"),
        new(Event.Good(""), "event_id is empty", "stream_cleaner"),
        new(Event.At("x", "1970-01-01T00:00:00Z"), "timestamp is before 2020", "stream_cleaner"),
        new(Event.At("x", "2999-01-01T00:00:00Z"), "event time 2999-01-01T00:00:00.000Z is more than"),

        // One byte over the limit, and far over it; the broker retains 5 MiB of a partition.
        new(Encoding.UTF8.GetBytes(Long(Limit + 1)), "message is over the record limit of 1048576 bytes: it has 1048577; the dead letter contains the first 65536", Kept: Kept),
        new(Encoding.UTF8.GetBytes(Long(3 * Limit / 2)), "message is over the record limit of 1048576 bytes: it has 1572864", Kept: Kept),

        // Within the limit, rejected for its content, and larger than the default limit of a producer.
        new(Encoding.UTF8.GetBytes(Long(Limit)[..^1] + " "), "the first 65536 of 1048576 bytes", Kept: Kept),
    ];

    private static string Long(int bytes)
    {
        var frame = Event.Good("long", "");
        return Event.Good("long", new('u', bytes - frame.Length));
    }
}
