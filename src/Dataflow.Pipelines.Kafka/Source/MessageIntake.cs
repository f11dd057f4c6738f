using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>Takes native messages into chunks and checks that each partition's offsets are consecutive.</summary>
internal sealed unsafe class MessageIntake(ReaderOptions options, SourceContext context, AssignedSplits splits, GroupMember member)
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);

    private readonly nint _client = ConfluentHandle.Of(member.Consumer);

    // Messages that arrived while the partitions were paused: rarely any, but a taken message cannot be put back.
    private readonly nint[] _stray = new nint[256];
    private int _strayCount;
    private long _lastWarning;

    /// <summary>Fills a chunk with the available messages; if there are none, waits for the first one.</summary>
    /// <exception cref="ConnectorException">Messages are missing, or the topic cannot be read.</exception>
    internal void Take(NativeChunk chunk, int waitMilliseconds)
    {
        var room = chunk.Room;
        int taken;
        if (_strayCount > 0)
        {
            taken = _strayCount;
            _stray.AsSpan(0, taken).CopyTo(room);
            _strayCount = 0;
        }
        else
        {
            taken = member.Queue.Take(room, waitMilliseconds);
        }

        Accept(room, taken, chunk);
    }

    /// <summary>Polls while there is no room: serves callbacks and stores stray messages.</summary>
    internal void Poll(int waitMilliseconds)
    {
        if (_strayCount < _stray.Length)
        {
            _strayCount += member.Queue.Take(_stray.AsSpan(_strayCount), waitMilliseconds);
        }
    }

    /// <summary>Frees the stored messages.</summary>
    internal void Clear()
    {
        foreach (var message in _stray.AsSpan(0, _strayCount))
        {
            Librdkafka.MessageDestroy((NativeMessage*)message);
        }

        _strayCount = 0;
    }

    private void Accept(Span<nint> natives, int taken, NativeChunk chunk)
    {
        // The callbacks of a rebalance may have run in the middle of the batch: a message of a partition that is no longer assigned, or
        // one that is received a second time, is dropped here. The position was not advanced, so no message is lost.
        var slots = splits.Slots;
        var i = 0;
        try
        {
            for (; i < taken; i++)
            {
                var message = (NativeMessage*)natives[i];
                if (message->Error == NativeError.None && (uint)message->Partition < (uint)slots.Length)
                {
                    ref var slot = ref slots[message->Partition];
                    if (slot.IsAssigned && message->Offset < slot.Limit && (message->Offset == slot.Next || IsAfterGap(ref slot, message)))
                    {
                        slot.Next = message->Offset + 1;
                        chunk.Add(message, message->Partition);
                        continue;
                    }
                }
                else if (message->Error != NativeError.None)
                {
                    Meet(message);
                }

                Librdkafka.MessageDestroy(message);
            }
        }
        catch
        {
            for (; i < taken; i++)
            {
                Librdkafka.MessageDestroy((NativeMessage*)natives[i]);
            }

            throw;
        }
    }

    /// <returns>True where offsets are missing and gaps are allowed; false where the message was read before.</returns>
    private bool IsAfterGap(ref PartitionSlot slot, NativeMessage* message)
    {
        if (message->Offset < slot.Next)
        {
            return false;
        }

        var (partition, wanted) = (message->Partition, slot.Next);
        var known = Librdkafka.GetWatermarkOffsets(_client, options.Topic, partition, out var earliest, out _) == NativeError.None;
        if (known && earliest > wanted)
        {
            throw OffsetHole.Deleted(options.Topic, partition, wanted, earliest);
        }

        return options.AllowOffsetGaps ? true : throw OffsetHole.Gap(options.Topic, partition, wanted, message->Offset);
    }

    /// <summary>Handles an error among the messages.</summary>
    private void Meet(NativeMessage* message)
    {
        var partition = message->Partition;
        switch (message->Error)
        {
            case NativeError.PartitionEnd:
                if (splits.Owns(partition))
                {
                    ref var slot = ref splits.Slots[partition];
                    slot.EndSeen = Math.Max(slot.EndSeen, message->Offset);
                    if (options.AllowOffsetGaps)
                    {
                        slot.Next = Math.Max(slot.Next, message->Offset);
                    }
                }

                return;
            case NativeError.AutoOffsetReset or NativeError.OffsetOutOfRange:
                if (splits.Owns(partition))
                {
                    FindHole(partition, Reason(message));
                }

                return;
            case NativeError.UnknownTopicOrPartition or NativeError.TopicAuthorizationFailed or NativeError.GroupAuthorizationFailed or NativeError.Fatal:
                throw new ConnectorException($"{options.Topic} [{partition}] at {options.Connection.BootstrapServers} cannot be read: {Reason(message)}");
            default:
                Warn(Reason(message));
                return;
        }
    }

    /// <summary>Handles a broker without the next offset: either the message is gone, or the broker was temporarily wrong, as a new leader can be.</summary>
    private void FindHole(int partition, string reason)
    {
        var wanted = splits.Slots[partition].Next;
        var (earliest, end) = member.Bounds(partition);
        if (wanted < earliest)
        {
            throw OffsetHole.Deleted(options.Topic, partition, wanted, earliest);
        }

        if (wanted > end)
        {
            throw OffsetHole.BehindEnd(options.Topic, partition, wanted, end);
        }

        Warn(reason);
        member.Consumer.Seek(new(options.Topic, partition, wanted));
    }

    private string Reason(NativeMessage* message) =>
        options.Connection.Redact($"{System.Text.Encoding.UTF8.GetString(message->Value)} ({Librdkafka.Describe(message->Error)})");

    /// <summary>Logs an error that librdkafka retries by itself. It reports it for each partition: one line per <see cref="QuietTime"/> is enough.</summary>
    private void Warn(string reason)
    {
        if (_lastWarning == 0 || context.Time.GetElapsedTime(_lastWarning) > QuietTime)
        {
            _lastWarning = context.Time.GetTimestamp();
            context.Logger.LogWarning("{Topic}: {Reason}; the client retries", options.Topic, reason);
        }
    }
}
