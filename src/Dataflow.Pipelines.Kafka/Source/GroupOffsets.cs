using System.Text;
using Confluent.Kafka;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// The committed offsets of a consumer group with their metadata, which Confluent.Kafka neither writes nor reads. Used only while the consumer is
/// open: the owner waits for a call in progress before it closes the consumer.
/// </summary>
/// <param name="consumer">The consumer; belongs to the group.</param>
/// <param name="topic">The topic.</param>
internal sealed unsafe class GroupOffsets(IConsumer<Ignore, Ignore> consumer, string topic)
{
    private readonly nint _client = ConfluentHandle.Of(consumer);

    /// <summary>Commits offsets and waits for the response.</summary>
    /// <exception cref="KafkaException">One of them was not committed.</exception>
    internal void Commit(IReadOnlyCollection<CommittedOffset> offsets)
    {
        var list = Librdkafka.OffsetsNew(offsets.Count);
        try
        {
            foreach (var offset in offsets)
            {
                var element = Librdkafka.OffsetsAdd(list, topic, offset.Partition);
                element->Offset = offset.Next;
                Attach(element, offset.Note?.ToString() ?? "");
            }

            Check(Librdkafka.Commit(_client, list, isAsynchronous: 0));
            foreach (ref readonly var element in new ReadOnlySpan<NativeOffset>(list->Elements, list->Count))
            {
                Check(element.Error);
            }
        }
        finally
        {
            Librdkafka.OffsetsDestroy(list);
        }
    }

    /// <summary>Reads the committed offsets from the group.</summary>
    /// <exception cref="KafkaException">No response in time.</exception>
    internal IReadOnlyList<CommittedOffset> Committed(IReadOnlyCollection<int> partitions, TimeSpan timeout)
    {
        var list = Librdkafka.OffsetsNew(partitions.Count);
        try
        {
            foreach (var partition in partitions)
            {
                Librdkafka.OffsetsAdd(list, topic, partition);
            }

            Check(Librdkafka.Committed(_client, list, (int)timeout.TotalMilliseconds));
            List<CommittedOffset> found = [];
            foreach (ref readonly var element in new ReadOnlySpan<NativeOffset>(list->Elements, list->Count))
            {
                Check(element.Error);
                found.Add(new(element.Partition, element.Offset, CommitNote.Parse(Encoding.UTF8.GetString(new ReadOnlySpan<byte>(element.Metadata, (int)element.MetadataSize)))));
            }

            return found;
        }
        finally
        {
            Librdkafka.OffsetsDestroy(list);
        }
    }

    private void Attach(NativeOffset* element, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        element->Metadata = Librdkafka.Allocate(_client, (nuint)Math.Max(1, bytes.Length));
        element->MetadataSize = (nuint)bytes.Length;
        bytes.CopyTo(new Span<byte>(element->Metadata, bytes.Length));
    }

    private static void Check(NativeError error)
    {
        if (error != NativeError.None)
        {
            throw new KafkaException((ErrorCode)error);
        }
    }
}
