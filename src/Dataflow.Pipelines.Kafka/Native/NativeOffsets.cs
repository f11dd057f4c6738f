using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary><c>rd_kafka_topic_partition_list_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeOffsets
{
    internal int Count;
    internal int Size;
    internal NativeOffset* Elements;
}
