using System.Globalization;
using System.Text;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>A mock cluster with the topic <c>events</c>, and a producer for it.</summary>
internal sealed class TestTopic : IProducerListener, IDisposable
{
    private readonly NativeProducer _producer;
    private readonly nint _topic;

    internal TestTopic(int partitions)
    {
        Cluster = new();
        Cluster.CreateTopic("events", partitions);
        _producer = new([new("bootstrap.servers", Servers), new("linger.ms", "1"), new("queue.buffering.max.messages", "1000000")], this);
        _topic = _producer.Topic("events");
    }

    internal MockCluster Cluster { get; }

    internal string Servers => Cluster.BootstrapServers;

    /// <summary>A source with short group time-outs.</summary>
    internal KafkaSource<TestRecord> Source(string group = "readers", string starting = "earliest", TimeSpan? rebalanceTimeout = null, params (string Name, string Value)[] properties)
    {
        var all = new Dictionary<string, string> { ["session.timeout.ms"] = "4000", ["heartbeat.interval.ms"] = "200", ["max.poll.interval.ms"] = "30000" };
        foreach (var (name, value) in properties)
        {
            all[name] = value;
        }

        return new(Servers, "events") { GroupId = group, StartingOffsets = starting, RebalanceTimeout = rebalanceTimeout ?? TimeSpan.FromSeconds(20), Properties = all };
    }

    /// <summary>Writes values <c>partition:number</c>, the numbers from 0 on, and waits until the broker has acknowledged them.</summary>
    internal unsafe void Write(int partition, int count, int from = 0)
    {
        foreach (var run in Enumerable.Range(from, count).Chunk(1000))
        {
            var text = run.Select(number => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{partition}:{number}"))).ToArray();
            var bytes = text.SelectMany(static value => value).ToArray();
            fixed (byte* first = bytes)
            {
                var messages = new NativeMessage[run.Length];
                var start = 0;
                for (var i = 0; i < run.Length; i++)
                {
                    messages[i] = new() { Payload = first + start, Length = (nuint)text[i].Length };
                    start += text[i].Length;
                }

                NativeProducer.Produce(_topic, partition, messages, out var error);
                Assert.Equal(NativeError.None, error);
            }
        }

        Assert.True(_producer.Flush(30_000), "the mock cluster acknowledges all messages");
    }

    public void Dispose()
    {
        Librdkafka.TopicDestroy(_topic);
        _producer.Dispose();
        Cluster.Dispose();
    }

    void IProducerListener.Delivered(in NativeMessage message) => Assert.Equal(NativeError.None, message.Error);

    void IProducerListener.Failed(NativeError error, string reason)
    {
        // Tests take the broker down on purpose.
    }

    void IProducerListener.Log(int level, string text)
    {
        // Log lines about these outages are not needed either.
    }
}
