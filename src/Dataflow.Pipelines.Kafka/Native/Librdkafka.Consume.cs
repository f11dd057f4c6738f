using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    /// <summary>The queue that a group member's messages, errors and callbacks arrive in. To be given back with <see cref="QueueDestroy"/> before the consumer is closed.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_queue_get_consumer")]
    internal static partial nint QueueGetConsumer(nint client);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_queue_destroy")]
    internal static partial void QueueDestroy(nint queue);

    /// <summary>Makes a call that waits on the queue return now, with what it has.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_queue_yield")]
    internal static partial void QueueYield(nint queue);

    /// <summary>
    /// Takes up to <paramref name="size"/> messages. Returns when it has that many, or when the time-out is over, and not before:
    /// a time-out other than zero is for <paramref name="size"/> 1. Callbacks (rebalance, log, error, statistics) are
    /// served on the calling thread in between and do not end the call.
    /// </summary>
    /// <returns>How many messages, errors among them, were written; -1 for a failure of the call.</returns>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_consume_batch_queue")]
    internal static partial nint ConsumeBatchQueue(nint queue, int timeoutMilliseconds, NativeMessage** messages, nuint size);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_message_destroy")]
    internal static partial void MessageDestroy(NativeMessage* message);

    /// <summary>Milliseconds since 1970; -1 where the broker has none. Reads one field: no need to leave the collector's cooperative mode.</summary>
    [SuppressGCTransition]
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_message_timestamp")]
    internal static partial long MessageTimestamp(NativeMessage* message, out int timestampType);
}
