using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_topic_partition_list_new")]
    internal static partial NativeOffsets* OffsetsNew(int size);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    internal static partial void OffsetsDestroy(NativeOffsets* offsets);

    /// <returns>The new element; valid until the next one is added.</returns>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeOffset* OffsetsAdd(NativeOffsets* offsets, string topic, int partition);

    /// <summary>Commits offsets of the consumer's group. If not asynchronous, waits for the broker, at most <c>socket.timeout.ms</c>.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_commit")]
    internal static partial NativeError Commit(nint client, NativeOffsets* offsets, int isAsynchronous);

    /// <summary>Fills in the committed offsets of the consumer's group, with their metadata.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_committed")]
    internal static partial NativeError Committed(nint client, NativeOffsets* offsets, int timeoutMilliseconds);

    /// <summary>Memory that librdkafka may free itself.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_mem_malloc")]
    internal static partial byte* Allocate(nint client, nuint size);
}
