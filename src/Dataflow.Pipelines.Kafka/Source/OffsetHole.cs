using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>Words for messages that are gone before they were read.</summary>
internal static class OffsetHole
{
    /// <summary>Retention overtook the reader.</summary>
    internal static ConnectorException Deleted(string topic, int partition, long wanted, long earliest) => new(
        $"{topic} [{partition}]: the next offset to read is {wanted}, the earliest that the broker still has is {earliest}: {earliest - wanted} messages were deleted " +
        "before they were read. Nothing was skipped. Raise the topic's retention, or make the reader faster; then, to accept the loss, commit offset " +
        $"{earliest} for the group and start again.");

    /// <summary>The position is behind the end: the topic was made anew, or cut.</summary>
    internal static ConnectorException BehindEnd(string topic, int partition, long wanted, long end) => new(
        $"{topic} [{partition}]: the next offset to read is {wanted}, but the partition ends at {end}: the topic was deleted and made again, or a broker lost its tail. " +
        $"To read what is there now, commit offset {end} or an earlier one for the group, and start without the old checkpoint.");

    /// <summary>Offsets are missing inside the stream, with the broker still having those before.</summary>
    internal static ConnectorException Gap(string topic, int partition, long wanted, long found) => new(
        $"{topic} [{partition}]: offset {wanted} was expected, {found} came: {found - wanted} offsets are missing. A topic that is compacted, or written in " +
        "transactions, has such gaps by design: set AllowOffsetGaps on its source. On any other topic messages were lost in the broker.");
}
