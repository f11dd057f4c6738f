using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Native;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class SinkTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Records_are_written_as_json_before_the_barrier_is_acknowledged()
    {
        using var topic = new TestTopic(1);
        topic.Cluster.CreateTopic("out", 2);
        await using var writer = await TestSink.OpenAsync(new KafkaSink<TestRecord>(topic.Servers, "out"));
        var batch = TestSink.Batch<TestRecord>([.. Enumerable.Range(0, 1000).Select(i => new TestRecord($"n{i}", i))]);
        await writer.WriteAsync(batch, CancellationToken.None);
        await writer.WriteAsync(batch, CancellationToken.None);
        await writer.PrepareAsync(1);

        var messages = TopicContents.Read(topic.Servers, "out", 2000);
        var numbers = messages.Select(message => JsonDocument.Parse(message.Message.Value).RootElement.GetProperty("number").GetInt64()).Order();
        Assert.Equal(Enumerable.Range(0, 1000).SelectMany(i => new long[] { i, i }), numbers);
        Assert.Equal("""{"name":"n7","number":7}""", Encoding.UTF8.GetString(messages.First(message => message.Message.Value.AsSpan().IndexOf("n7\""u8) > 0).Message.Value));
    }

    [Fact]
    public async Task Records_are_written_in_the_format_of_the_sink()
    {
        using var topic = new TestTopic(1);
        topic.Cluster.CreateTopic("out", 1);
        var sink = new KafkaSink<TestRecord, CsvFormat<TestRecord>>(topic.Servers, "out") { Format = new() { Delimiter = ';', Columns = ["number", "name"] } };
        await using var writer = await TestSink.OpenAsync(sink);
        await writer.WriteAsync(TestSink.Batch(new TestRecord("plain", 1), new TestRecord("a \"b\"; c", -2)), CancellationToken.None);
        await writer.PrepareAsync(1);

        Assert.Equal(["1;plain", "-2;\"a \"\"b\"\"; c\""], TopicContents.Read(topic.Servers, "out", 2).Select(static message => Encoding.UTF8.GetString(message.Message.Value)));
    }

    [Fact]
    public async Task An_invalid_format_is_an_error_at_the_start()
    {
        using var topic = new TestTopic(1);
        var fault = await Assert.ThrowsAsync<ConnectorException>(() => TestSink.OpenAsync(new KafkaSink<TestRecord, TextFormat<TestRecord>>(topic.Servers, "out")));
        Assert.Contains("Node 'sink': a message of TextFormat is one value", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_carries_the_original_bytes_and_in_headers_their_position_and_the_reason()
    {
        using var topic = new TestTopic(1);
        topic.Cluster.CreateTopic("dlq", 1);
        await using var writer = await TestSink.OpenAsync(new KafkaSink<DeadLetter>(topic.Servers, "dlq"));
        var at = new DateTimeOffset(2025, 12, 4, 10, 30, 0, 123, TimeSpan.Zero);
        byte[] broken = [0xFF, 0x00, (byte)'{'];
        await writer.WriteAsync(
            TestSink.Batch(
                new DeadLetter("validate", "user_id is missing: 值", at, "raw_events", 17, 1234567890123, broken),
                new DeadLetter("kafka_source", "the payload is empty", at, "raw_events", 0, 0, default),
                new DeadLetter("validate", new string('x', 10_000), at, "raw_events", 1, 1, broken)),
            CancellationToken.None);
        await writer.PrepareAsync(1);

        var messages = TopicContents.Read(topic.Servers, "dlq", 3);
        Assert.Equal(broken, messages[0].Message.Value);
        Assert.Equal(
            ["topic=raw_events", "partition=17", "offset=1234567890123", "reason=user_id is missing: 值", "node=validate", "time=2025-12-04T10:30:00.1230000Z"],
            messages[0].Message.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}"));
        Assert.Equal([], messages[1].Message.Value);

        // A reason that is too long for a header is cut; the other headers are complete.
        Assert.InRange(messages[2].Message.Headers.GetLastBytes("reason").Length, 3000, 4096);
        Assert.Equal("validate", Encoding.UTF8.GetString(messages[2].Message.Headers.GetLastBytes("node")));
    }

    [Fact]
    public async Task A_message_that_the_broker_refuses_fails_the_barrier_with_topic_and_reason()
    {
        using var topic = new TestTopic(1);
        topic.Cluster.CreateTopic("out", 1);
        await using var writer = await TestSink.OpenAsync(new KafkaSink<TestRecord>(topic.Servers, "out"));
        topic.Cluster.FailNext(RequestKind.Produce, NativeError.TopicAuthorizationFailed);
        await writer.WriteAsync(TestSink.Batch(new TestRecord("a", 1)), CancellationToken.None);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => writer.PrepareAsync(1));
        Assert.StartsWith($"A message for topic 'out' at {topic.Servers} could not be delivered: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("TOPIC_AUTHORIZATION_FAILED", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_of_the_broker_loses_and_duplicates_no_message()
    {
        using var topic = new TestTopic(1);
        topic.Cluster.CreateTopic("out", 1);
        var log = new TestLog(new());
        await using var writer = await TestSink.OpenAsync(new KafkaSink<TestRecord>(topic.Servers, "out"), log);
        await writer.WriteAsync(TestSink.Batch(new TestRecord("a", 1)), CancellationToken.None);
        topic.Cluster.SetDown();
        await writer.WriteAsync(TestSink.Batch(new TestRecord("b", 2)), CancellationToken.None);
        var prepared = writer.PrepareAsync(1);
        topic.Cluster.SetUp();
        await prepared;
        var names = TopicContents.Read(topic.Servers, "out", 2).Select(message => JsonDocument.Parse(message.Message.Value).RootElement.GetProperty("name").GetString());
        Assert.Equal(["a", "b"], names);
    }

    [Fact]
    public async Task Without_a_broker_the_error_names_the_address()
    {
        string address;
        using (var gone = new TestTopic(1))
        {
            address = gone.Servers;
        }

        var error = await Assert.ThrowsAsync<ConnectorException>(() =>
            TestSink.OpenAsync(new KafkaSink<TestRecord>(address, "out") { StartupTimeout = TimeSpan.FromSeconds(1) }));
        Assert.Contains($"No Kafka broker answers at {address}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_a_batch_costs_about_a_microsecond_a_record()
    {
        const int Batches = 100;
        using var topic = new TestTopic(1);
        topic.Cluster.CreateTopic("out", 4);
        await using var writer = await TestSink.OpenAsync(new KafkaSink<TestRecord>(topic.Servers, "out"));
        var batch = TestSink.Batch<TestRecord>([.. Enumerable.Range(0, 1000).Select(i => new TestRecord($"name {i}", i))]);
        await writer.WriteAsync(batch, CancellationToken.None);
        await writer.PrepareAsync(1);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Batches; i++)
        {
            await writer.WriteAsync(batch, CancellationToken.None);
        }

        await writer.PrepareAsync(2);
        var elapsed = Stopwatch.GetElapsedTime(began);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMicroseconds / (Batches * 1000):0.00} us a record, acknowledged"));
        TopicContents.Read(topic.Servers, "out", (Batches + 1) * 1000);
    }
}
