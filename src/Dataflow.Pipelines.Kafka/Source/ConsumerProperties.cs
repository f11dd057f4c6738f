using System.Globalization;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Connection;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The librdkafka properties of a source: our defaults, overridden by the user's, and reserved ones that only the source sets.</summary>
internal static class ConsumerProperties
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    // Maximum size of one fetch response. librdkafka's default is 50 MiB, and responses are in addition to the queued messages.
    private const int FetchBytes = 8 * MiB;

    // A group member has one queue for all partitions, so these bound the member, not the partition. Measured with 256 partitions of
    // 156 byte messages and a slow lane, working set of the process: 98 MiB with these, 126 MiB with librdkafka's
    // defaults (64 MiB, 100,000 messages), 540 MiB with practically no bound.
    private const int QueuedKiB = 16 * KiB;
    private const int QueuedMessages = 32_768;

    // With a short queue the default pause of 1 s after "full" leaves the reader without work: 130,000 records/s instead of 217,000.
    private const int QueueFullPauseMilliseconds = 5;

    private static readonly Dictionary<string, string> Reserved = new()
    {
        ["enable.auto.commit"] = "offsets are committed when the checkpoint that holds them is durable",
        ["enable.auto.offset.store"] = "offsets are committed when the checkpoint that holds them is durable",
        ["auto.offset.reset"] = "a hole in the offsets is an error; where a new group starts is StartingOffsets",
        ["enable.partition.eof"] = "the source sets it where it needs it",
        ["group.id"] = "set GroupId",
        ["bootstrap.servers"] = "the address is the first argument",
    };

    /// <exception cref="ConnectorException">The user set a reserved property.</exception>
    internal static Dictionary<string, string> Of(KafkaConnection connection, string group, int partitions)
    {
        foreach (var (name, reason) in Reserved)
        {
            if (connection.Given(name) is { } value)
            {
                throw new ConnectorException($"The Kafka property '{name}' cannot be set to '{value}': {reason}.");
            }
        }

        var properties = new Dictionary<string, string>
        {
            ["client.id"] = "dataflow-pipelines",
            // A killed process holds its partitions until its session ends: the default of 45 s is too long for a process that restarts immediately.
            ["session.timeout.ms"] = "10000",
            // A rebalance revokes only the partitions that move; reading of the others continues.
            ["partition.assignment.strategy"] = "cooperative-sticky",
            ["queued.max.messages.kbytes"] = Text(QueuedKiB),
            ["queued.min.messages"] = Text(QueuedMessages),
            ["fetch.queue.backoff.ms"] = Text(QueueFullPauseMilliseconds),
            ["fetch.max.bytes"] = Text(FetchBytes),
            // Many partitions share one response: each gets at most four times its fair share, but enough for a batch.
            ["fetch.message.max.bytes"] = Text(Math.Clamp(4 * FetchBytes / Math.Max(1, partitions), 128 * KiB, MiB)),
        };
        if (connection.Given("group.protocol") == "consumer")
        {
            // With this protocol the broker controls assignment and sessions, and librdkafka rejects these properties.
            properties.Remove("partition.assignment.strategy");
            properties.Remove("session.timeout.ms");
        }

        properties = connection.With(properties);
        properties["group.id"] = group;
        properties["enable.auto.commit"] = "false";
        properties["enable.auto.offset.store"] = "false";
        properties["auto.offset.reset"] = "error";

        // Offsets of transaction markers and compacted messages are never delivered: only the end event shows that a partition is fully read.
        properties["enable.partition.eof"] = "true";
        return properties;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
