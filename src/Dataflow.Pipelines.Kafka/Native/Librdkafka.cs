using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// The functions of librdkafka for which Confluent.Kafka has no counterpart, or one with an allocation per message.
/// Names and signatures are those of <c>rdkafka.h</c> and <c>rdkafka_mock.h</c> 2.16.0.
/// </summary>
internal static unsafe partial class Librdkafka
{
    internal const string LibraryName = "librdkafka";

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_err2str")]
    private static partial byte* ErrorToString(NativeError error);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_err2name")]
    private static partial byte* ErrorToName(NativeError error);

    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_topic_name")]
    private static partial byte* TopicNameOf(nint topic);

    /// <summary>Waits for pending operations to end, then frees the client. Not for a handle that Confluent.Kafka owns.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_destroy")]
    internal static partial void Destroy(nint client);

    /// <summary>Last known low and high watermark from fetch responses; sends no request.</summary>
    [LibraryImport(LibraryName, EntryPoint = "rd_kafka_get_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeError GetWatermarkOffsets(nint client, string topic, int partition, out long low, out long high);

    /// <summary>librdkafka's text of an error, with its name.</summary>
    internal static string Describe(NativeError error) => $"{Text(ErrorToString(error))} ({Text(ErrorToName(error))})";

    internal static string TopicName(nint topic) => Text(TopicNameOf(topic));

    internal static string Text(byte* utf8) => Utf8StringMarshaller.ConvertToManaged(utf8) ?? "";
}
