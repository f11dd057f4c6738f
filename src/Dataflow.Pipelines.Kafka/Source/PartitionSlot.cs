using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>Where the reading of a partition stands.</summary>
internal struct PartitionSlot
{
    internal bool IsAssigned;

    internal SourceSplit? Split;

    /// <summary>Offset of the next message.</summary>
    internal long Next;

    /// <summary>
    /// Where the partition ended when it was read to its end; 0 before. A real broker's end event carries the offset behind the last control record, which
    /// is never delivered: where a partition ends with a transaction marker, the last message's offset plus one stays below the high watermark for good.
    /// </summary>
    internal long EndSeen;

    /// <summary>Whether everything before the limit was read.</summary>
    internal readonly bool IsAtLimit => Math.Max(Next, EndSeen) >= Limit;

    /// <summary>Messages from this offset on are not for this run.</summary>
    internal long Limit;

    /// <summary>End of the partition when it was last asked for; -1 where it never was.</summary>
    internal long End;
}
