using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    /// <summary>The queue for the messages, errors and callbacks of a group member. Must be released with <see cref="QueueDestroy"/> before the consumer is closed.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_queue_get_consumer")]
    internal static partial nint QueueGetConsumer(nint client);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_queue_destroy")]
    internal static partial void QueueDestroy(nint queue);

    /// <summary>Makes a call that waits on the queue return immediately, with the messages that it has.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_queue_yield")]
    internal static partial void QueueYield(nint queue);

    /// <summary>
    /// Takes up to <paramref name="size"/> messages. Returns only when it has that many, or when the time-out has elapsed:
    /// use a time-out other than zero only with <paramref name="size"/> 1. Callbacks (rebalance, log, error, statistics) are
    /// served on the calling thread in between and do not end the call.
    /// </summary>
    /// <returns>How many messages, including errors, were written; -1 for a failure of the call.</returns>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_consume_batch_queue")]
    internal static partial nint ConsumeBatchQueue(nint queue, int timeoutMilliseconds, NativeMessage** messages, nuint size);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_message_destroy")]
    internal static partial void MessageDestroy(NativeMessage* message);

    /// <summary>Milliseconds since 1970; -1 where the broker has none. Reads one field: the transition out of the GC's cooperative mode is not needed.</summary>
    [SuppressGCTransition]
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_message_timestamp")]
    internal static partial long MessageTimestamp(NativeMessage* message, out int timestampType);
}
