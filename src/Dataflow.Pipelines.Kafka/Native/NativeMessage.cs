using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// The layout of librdkafka's <c>rd_kafka_message_t</c>, part of its stable binary interface. A consumed message belongs to
/// librdkafka until <see cref="Librdkafka.MessageDestroy"/>; its payload points into the fetch response it came with.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    /// <summary>Not zero: this is not a message but an error; its text is the payload.</summary>
    internal NativeError Error;

    /// <summary>The <c>rd_kafka_topic_t</c>; <see cref="Librdkafka.TopicName"/> names it.</summary>
    internal nint Topic;

    internal int Partition;

    internal byte* Payload;

    internal nuint Length;

    internal byte* Key;

    internal nuint KeyLength;

    internal long Offset;

    /// <summary>Produced: a value of the caller, returned with the delivery. Consumed: owned by librdkafka, must not be changed.</summary>
    internal nint Opaque;

    internal readonly ReadOnlySpan<byte> Value => new(Payload, (int)Length);
}
