using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>The topics on the user's own broker.</summary>
internal static class Topics
{
    /// <summary>Creates the topic and its dead-letter topic if they are missing.</summary>
    /// <exception cref="SampleException">The broker cannot be reached, or does not permit it.</exception>
    public static async Task EnsureAsync(string kafka, string topic, int partitions)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka }).SetLogHandler(static (_, _) => { }).Build();
        try
        {
            var known = admin.GetMetadata(TimeSpan.FromSeconds(20)).Topics.Where(static t => t.Partitions.Count > 0).Select(static t => t.Topic).ToHashSet();
            TopicSpecification[] missing =
            [
                .. new[] { (Name: topic, Partitions: partitions), (Name: topic + "_dlq", Partitions: 4) }
                    .Where(t => !known.Contains(t.Name))
                    .Select(static t => new TopicSpecification { Name = t.Name, NumPartitions = t.Partitions, ReplicationFactor = -1 }),
            ];
            if (missing.Length > 0)
            {
                await admin.CreateTopicsAsync(missing, new CreateTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(20) });
            }
        }
        catch (KafkaException fault)
        {
            throw new SampleException($"The broker at {kafka} cannot be used: {fault.Message} Is the address right, and may this user create the topics {topic} and {topic}_dlq?");
        }
    }
}
