using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary><c>rd_kafka_topic_partition_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeOffset
{
    internal byte* Topic;
    internal int Partition;
    internal long Offset;

    /// <summary>Allocated by <see cref="Librdkafka.Allocate"/>; freed with the list.</summary>
    internal byte* Metadata;

    internal nuint MetadataSize;
    internal nint Opaque;
    internal NativeError Error;
    internal nint Private;
}
