using Confluent.Kafka;
using Dataflow.Pipelines.Kafka.Connection;
using Dataflow.Pipelines.Kafka.Native;
using Dataflow.Pipelines.Kafka.Source;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>The client that the Kafka source has, with its properties and its size of a batch, and nothing around it.</summary>
internal sealed unsafe class BatchConsumer : IDisposable
{
    private const int BatchSize = 2048;
    private const int WaitMilliseconds = 100;

    private readonly IConsumer<Ignore, Ignore> consumer;
    private readonly ConsumerQueue queue;
    private readonly string topic;
    private readonly nint[] messages = new nint[BatchSize];
    private readonly long[] next;
    private int count;

    internal BatchConsumer(ContenderOptions options)
    {
        topic = options.Topic;
        next = new long[options.Partitions];
        var properties = ConsumerProperties.Of(new KafkaConnection(options.Kafka, new Dictionary<string, string>()), LoadOptions.Group, options.Partitions);

        // The source finds the start itself; here the client does.
        properties["auto.offset.reset"] = "earliest";

        // The source takes the end of a partition from the client; here it would be a message that is none.
        properties["enable.partition.eof"] = "false";
        consumer = new ConsumerBuilder<Ignore, Ignore>(properties)
            .SetErrorHandler(static (_, error) => Console.Error.WriteLine($"consumer: {error.Reason}"))
            .SetLogHandler(static (_, _) => { })
            .Build();
        queue = new ConsumerQueue(ConfluentHandle.Of(consumer));
        consumer.Subscribe(topic);
    }

    /// <summary>The offset after the last message of each partition that was taken.</summary>
    internal ReadOnlySpan<long> Next => next;

    /// <summary>Frees the batch before and takes the next: what is there, or what comes first within a moment. The pointers are <see cref="NativeMessage"/>s.</summary>
    internal ReadOnlySpan<nint> Take()
    {
        Free();
        count = queue.Take(messages, WaitMilliseconds);
        foreach (var pointer in messages.AsSpan(0, count))
        {
            var message = (NativeMessage*)pointer;
            if (message->Error != NativeError.None)
            {
                throw new InvalidOperationException($"{topic} [{message->Partition}] cannot be read: {Librdkafka.Describe(message->Error)}");
            }

            next[message->Partition] = message->Offset + 1;
        }

        return messages.AsSpan(0, count);
    }

    /// <summary>Commits positions; waits for the broker. On any thread.</summary>
    /// <param name="positions">The next offset of each partition; 0 where nothing was read.</param>
    internal void Commit(long[] positions)
    {
        List<TopicPartitionOffset> offsets = [.. positions
            .Select((offset, partition) => new TopicPartitionOffset(topic, partition, offset))
            .Where(static position => position.Offset.Value > 0)];
        if (offsets.Count > 0)
        {
            consumer.Commit(offsets);
        }
    }

    public void Dispose()
    {
        Free();
        queue.Dispose();
        consumer.Close();
        consumer.Dispose();
    }

    private void Free()
    {
        foreach (var message in messages.AsSpan(0, count))
        {
            Librdkafka.MessageDestroy((NativeMessage*)message);
        }

        count = 0;
    }
}
