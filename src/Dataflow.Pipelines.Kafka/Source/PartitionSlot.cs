using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The read position of a partition.</summary>
internal struct PartitionSlot
{
    internal bool IsAssigned;

    internal SourceSplit? Split;

    /// <summary>Offset of the next message.</summary>
    internal long Next;

    /// <summary>
    /// End of the partition in the last end event; 0 before. A real broker's end event carries the offset after the last control record, which
    /// is never delivered: where a partition ends with a transaction marker, the last message's offset plus one stays below the high watermark permanently.
    /// </summary>
    internal long EndSeen;

    /// <summary>Whether everything before the limit was read.</summary>
    internal readonly bool IsAtLimit => Math.Max(Next, EndSeen) >= Limit;

    /// <summary>Messages from this offset on are not read in this run.</summary>
    internal long Limit;

    /// <summary>Last known end of the partition, for the lag.</summary>
    internal long End;
}
