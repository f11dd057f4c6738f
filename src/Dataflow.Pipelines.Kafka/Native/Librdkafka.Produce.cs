using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    internal const int ProducerType = 0;

    /// <summary>Any partition: the configured partitioner chooses.</summary>
    internal const int PartitionUnassigned = -1;

    /// <summary><c>RD_KAFKA_MSG_F_COPY</c>: librdkafka copies the payload, and the caller's buffer can be reused immediately.</summary>
    internal const int CopyPayload = 0x2;

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_new")]
    internal static partial nint ConfigurationNew();

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_destroy")]
    internal static partial void ConfigurationDestroy(nint configuration);

    /// <returns>0 where the property was accepted; otherwise the reason is in <paramref name="reason"/>.</returns>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ConfigurationSet(nint configuration, string name, string value, byte* reason, nuint reasonSize);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_set_opaque")]
    internal static partial void ConfigurationSetOpaque(nint configuration, nint opaque);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_set_dr_msg_cb")]
    internal static partial void ConfigurationSetDelivery(nint configuration, delegate* unmanaged[Cdecl]<nint, NativeMessage*, nint, void> callback);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_set_error_cb")]
    internal static partial void ConfigurationSetError(nint configuration, delegate* unmanaged[Cdecl]<nint, NativeError, byte*, nint, void> callback);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_conf_set_log_cb")]
    internal static partial void ConfigurationSetLog(nint configuration, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback);

    /// <summary>Takes ownership of the configuration only if it succeeds.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_new")]
    internal static partial nint New(int type, nint configuration, byte* reason, nuint reasonSize);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_opaque")]
    internal static partial nint Opaque(nint client);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_topic_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint TopicNew(nint client, string topic, nint configuration);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_topic_destroy")]
    internal static partial void TopicDestroy(nint topic);

    /// <returns>How many were accepted; the others carry their error.</returns>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_produce_batch")]
    internal static partial int ProduceBatch(nint topic, int partition, int flags, NativeMessage* messages, int count);

    /// <summary>Produces one message that is described field by field, including headers.</summary>
    /// <returns>Zero, or an error that must be released with <see cref="ErrorDestroy"/>.</returns>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_produceva")]
    internal static partial nint ProduceFields(nint client, NativeField* fields, nuint count);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_error_code")]
    internal static partial NativeError ErrorCode(nint error);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_error_destroy")]
    internal static partial void ErrorDestroy(nint error);

    /// <summary>Serves delivery, error and log callbacks on the calling thread.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_poll")]
    internal static partial int Poll(nint client, int timeoutMilliseconds);

    /// <summary>Sends queued messages and serves deliveries until none is outstanding.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_flush")]
    internal static partial NativeError Flush(nint client, int timeoutMilliseconds);

    /// <summary>Cancels messages: 1 those in the queue, 2 those in flight.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_purge")]
    internal static partial NativeError Purge(nint client, int flags);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_fatal_error")]
    internal static partial NativeError FatalError(nint client, byte* reason, nuint reasonSize);

    /// <summary>Messages that are not delivered yet.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_outq_len")]
    internal static partial int OutstandingCount(nint client);
}
