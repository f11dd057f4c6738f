using Confluent.Kafka;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Reads a topic with Confluent.Kafka's own consumer, as another program would.</summary>
internal static class TopicContents
{
    /// <summary>Reads every partition from the start until so many messages came.</summary>
    internal static List<ConsumeResult<byte[], byte[]>> Read(string servers, string topic, int count)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = servers,
            ["group.id"] = "test",
            ["enable.auto.commit"] = "false",
        }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(20)).Topics.Single().Partitions;
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));
        var messages = new List<ConsumeResult<byte[], byte[]>>();
        while (messages.Count < count)
        {
            var message = consumer.Consume(TimeSpan.FromSeconds(20));
            Assert.True(message is not null, $"Expected {count} messages in {topic}; {messages.Count} came, and no more for 20 s.");
            messages.Add(message);
        }

        return messages;
    }
}
