using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>Where the reading of a partition stands.</summary>
internal struct PartitionSlot
{
    internal bool IsAssigned;

    internal SourceSplit? Split;

    /// <summary>Offset of the next message.</summary>
    internal long Next;

    /// <summary>Messages from this offset on are not for this run.</summary>
    internal long Limit;

    /// <summary>End of the partition when it was last asked for; -1 where it never was.</summary>
    internal long End;
}
