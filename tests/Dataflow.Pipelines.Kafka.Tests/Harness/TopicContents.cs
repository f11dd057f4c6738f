using Confluent.Kafka;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Reads a topic with Confluent.Kafka's own consumer, as another program would.</summary>
internal static class TopicContents
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Reads every partition from the start until <paramref name="count"/> messages were received.</summary>
    internal static List<ConsumeResult<byte[], byte[]>> Read(string servers, string topic, int count)
    {
        using var consumer = Consumer(servers);
        return Read(consumer, topic, Partitions(consumer, topic), count);
    }

    /// <summary>Reads every partition from the start to its current end.</summary>
    internal static List<ConsumeResult<byte[], byte[]>> ReadAll(string servers, string topic)
    {
        using var consumer = Consumer(servers);
        var partitions = Partitions(consumer, topic);
        return Read(consumer, topic, partitions, (int)partitions.Sum(partition => consumer.QueryWatermarkOffsets(partition, Limit).High.Value));
    }

    private static IConsumer<byte[], byte[]> Consumer(string servers) => new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string>
    {
        ["bootstrap.servers"] = servers,
        ["group.id"] = "test",
        ["enable.auto.commit"] = "false",
    }).Build();

    private static List<TopicPartition> Partitions(IConsumer<byte[], byte[]> consumer, string topic)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return [.. admin.GetMetadata(topic, Limit).Topics.Single().Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))];
    }

    private static List<ConsumeResult<byte[], byte[]>> Read(IConsumer<byte[], byte[]> consumer, string topic, List<TopicPartition> partitions, int count)
    {
        consumer.Assign(partitions.Select(static partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var messages = new List<ConsumeResult<byte[], byte[]>>();
        while (messages.Count < count)
        {
            var message = consumer.Consume(Limit);
            Assert.True(message is not null, $"Expected {count} messages in {topic}; {messages.Count} were received, and no more for {Limit.TotalSeconds:0} s.");
            messages.Add(message);
        }

        return messages;
    }
}
