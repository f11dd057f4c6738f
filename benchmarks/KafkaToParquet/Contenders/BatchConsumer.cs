using Confluent.Kafka;
using Dataflow.Pipelines.Kafka.Connection;
using Dataflow.Pipelines.Kafka.Native;
using Dataflow.Pipelines.Kafka.Source;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>The client of the Kafka source with the same properties and batch size, and nothing else.</summary>
internal sealed unsafe class BatchConsumer : IDisposable
{
    private const int BatchSize = 2048;
    private const int WaitMilliseconds = 100;

    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly ConsumerQueue _queue;
    private readonly string _topic;
    private readonly nint[] _messages = new nint[BatchSize];
    private readonly long[] _next;
    private int _count;

    internal BatchConsumer(ContenderOptions options)
    {
        _topic = options.Topic;
        _next = new long[options.Partitions];
        var properties = ConsumerProperties.Of(new KafkaConnection(options.Kafka, new Dictionary<string, string>()), LoadOptions.Group, options.Partitions);

        // The source determines the start offsets itself; here the client does.
        properties["auto.offset.reset"] = "earliest";

        // The source uses the end-of-partition events of the client; here they would arrive as entries that are not messages.
        properties["enable.partition.eof"] = "false";
        _consumer = new ConsumerBuilder<Ignore, Ignore>(properties)
            .SetErrorHandler(static (_, error) => Console.Error.WriteLine($"consumer: {error.Reason}"))
            .SetLogHandler(static (_, _) => { })
            .Build();
        _queue = new ConsumerQueue(ConfluentHandle.Of(_consumer));
        _consumer.Subscribe(_topic);
    }

    /// <summary>The offset after the last message of each partition that was taken.</summary>
    internal ReadOnlySpan<long> Next => _next;

    /// <summary>Frees the previous batch and takes the next: the available messages, or the first that arrives within a short wait. Pointers are <see cref="NativeMessage"/>s.</summary>
    internal ReadOnlySpan<nint> Take()
    {
        Free();
        _count = _queue.Take(_messages, WaitMilliseconds);
        foreach (var pointer in _messages.AsSpan(0, _count))
        {
            var message = (NativeMessage*)pointer;
            if (message->Error != NativeError.None)
            {
                throw new InvalidOperationException($"{_topic} [{message->Partition}] cannot be read: {Librdkafka.Describe(message->Error)}");
            }

            _next[message->Partition] = message->Offset + 1;
        }

        return _messages.AsSpan(0, _count);
    }

    /// <summary>Commits positions; waits for the broker. On any thread.</summary>
    /// <param name="positions">The next offset of each partition; 0 where nothing was read.</param>
    internal void Commit(long[] positions)
    {
        List<TopicPartitionOffset> offsets = [.. positions
            .Select((offset, partition) => new TopicPartitionOffset(_topic, partition, offset))
            .Where(static position => position.Offset.Value > 0)];
        if (offsets.Count > 0)
        {
            _consumer.Commit(offsets);
        }
    }

    public void Dispose()
    {
        Free();
        _queue.Dispose();
        _consumer.Close();
        _consumer.Dispose();
    }

    private void Free()
    {
        foreach (var message in _messages.AsSpan(0, _count))
        {
            Librdkafka.MessageDestroy((NativeMessage*)message);
        }

        _count = 0;
    }
}
