using System.Text;
using Confluent.Kafka;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A topic that a test writes and reads.</summary>
internal sealed class Topic(string broker, string name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Writes messages one after the other to a partition.</summary>
    internal async Task WriteAsync(int partition, params IEnumerable<byte[]> payloads)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker, MessageMaxBytes = 8 << 20, LingerMs = 0 }).Build();
        foreach (var payload in payloads)
        {
            await producer.ProduceAsync(new TopicPartition(name, partition), new Message<Null, byte[]> { Value = payload }).WaitAsync(Patience, TimeProvider.System);
        }
    }

    /// <summary>Writes texts to a partition.</summary>
    internal Task WriteAsync(int partition, params IEnumerable<string> texts) => WriteAsync(partition, texts.Select(Encoding.UTF8.GetBytes));

    /// <summary>All current messages.</summary>
    internal List<ConsumeResult<Ignore, byte[]>> Read()
    {
        using var consumer = Consumer("reader-of-a-test");
        var ends = Partitions().ToDictionary(partition => partition, partition => consumer.QueryWatermarkOffsets(partition, Patience).High.Value);
        var left = ends.Values.Sum();
        List<ConsumeResult<Ignore, byte[]>> messages = [];
        consumer.Assign(ends.Keys.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (messages.Count < left)
        {
            messages.Add(consumer.Consume(Patience) ?? throw new TimeoutException($"Expected: {left} messages in {name}. Seen within {Patience.TotalSeconds:0} s: {messages.Count}."));
        }

        return messages;
    }

    /// <summary>Messages in all partitions.</summary>
    internal long Count()
    {
        using var consumer = Consumer("reader-of-a-test");
        return Partitions().Sum(partition => consumer.QueryWatermarkOffsets(partition, Patience).High.Value);
    }

    /// <summary>The committed offsets of a group, without partitions that have none.</summary>
    internal Dictionary<int, long> Committed(string group)
    {
        using var consumer = Consumer(group);
        return consumer.Committed(Partitions(), Patience).Where(offset => offset.Offset.Value >= 0).ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);
    }

    internal static string Header(ConsumeResult<Ignore, byte[]> message, string header) => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes(header));

    private IConsumer<Ignore, byte[]> Consumer(string group) => new ConsumerBuilder<Ignore, byte[]>(
        new ConsumerConfig { BootstrapServers = broker, GroupId = group, EnableAutoCommit = false, FetchMaxBytes = 64 << 20, MessageMaxBytes = 16 << 20 }).Build();

    private List<TopicPartition> Partitions()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker }).Build();
        return [.. admin.GetMetadata(name, Patience).Topics.Single().Partitions.Select(partition => new TopicPartition(name, partition.PartitionId))];
    }
}
