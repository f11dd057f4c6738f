using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>Errors for messages that were lost before they were read.</summary>
internal static class OffsetHole
{
    /// <summary>Retention deleted messages before they were read.</summary>
    internal static ConnectorException Deleted(string topic, int partition, long wanted, long earliest) => new(
        $"{topic} [{partition}]: the next offset to read is {wanted}, the earliest that the broker still has is {earliest}: {earliest - wanted} messages were deleted " +
        "before they were read. Nothing was skipped. Raise the topic's retention, or make the reader faster; then, to accept the loss, commit offset " +
        $"{earliest} for the group and start again.");

    /// <summary>The position is after the end: the topic was created again, or truncated.</summary>
    internal static ConnectorException BehindEnd(string topic, int partition, long wanted, long end) => new(
        $"{topic} [{partition}]: the next offset to read is {wanted}, but the partition ends at {end}: the topic was deleted and created again, or a broker lost its last messages. " +
        $"To read the existing messages, commit offset {end} or an earlier one for the group, and start without the old checkpoint.");

    /// <summary>Offsets are missing inside the stream, although the broker still has the earlier ones.</summary>
    internal static ConnectorException Gap(string topic, int partition, long wanted, long found) => new(
        $"{topic} [{partition}]: offset {wanted} was expected, {found} was received: {found - wanted} offsets are missing. A topic that is compacted, or written in " +
        "transactions, has such gaps by design: set AllowOffsetGaps on its source. On any other topic messages were lost in the broker.");
}
