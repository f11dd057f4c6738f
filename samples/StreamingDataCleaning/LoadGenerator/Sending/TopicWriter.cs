using Dataflow.Pipelines.Kafka.Native;

namespace StreamingDataCleaning.LoadGenerator.Sending;

/// <summary>Passes runs to the producer and counts the messages that the broker has acknowledged.</summary>
internal sealed class TopicWriter : IProducerListener, IDisposable
{
    private const int FullQueueWaitMilliseconds = 5;

    private readonly NativeProducer _producer;
    private readonly nint _topic;
    private readonly TextWriter _log;

    internal TopicWriter(GeneratorOptions options, int partitions, TextWriter log)
    {
        _log = log;
        First = new long[partitions];
        Last = new long[partitions];
        First.AsSpan().Fill(-1);
        Last.AsSpan().Fill(-1);
        var properties = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = options.BootstrapServers,
            // The tally must equal the content of the broker: no message twice or missing, even after connection errors.
            ["enable.idempotence"] = "true",
            ["acks"] = "all",
            // Runs are already batches; waiting for more messages would only increase the measured latency.
            ["linger.ms"] = "1",
            ["queue.buffering.max.messages"] = "200000",
            ["queue.buffering.max.kbytes"] = "131072",
        };
        foreach (var (name, value) in options.Properties)
        {
            properties[name] = value;
        }

        _producer = new(properties, this);
        _topic = _producer.Topic(options.Topic);
    }

    /// <summary>First acknowledged offset of each partition; -1 without one.</summary>
    internal long[] First { get; }

    internal long[] Last { get; }

    internal long Delivered { get; private set; }

    /// <summary>Why a message could not be delivered; after this the tally is wrong.</summary>
    internal string? Failure { get; private set; }

    internal void Write(int partition, RunBuffer run)
    {
        var rest = run.Messages;
        while (true)
        {
            // With a full queue, the tail of the run was not accepted.
            rest = rest[NativeProducer.Produce(_topic, partition, rest, out var error)..];
            if (error == NativeError.None)
            {
                return;
            }

            if (error != NativeError.QueueFull)
            {
                Failure = Librdkafka.Describe(error);
                return;
            }

            _producer.Poll(FullQueueWaitMilliseconds);
        }
    }

    internal void Poll() => _producer.Poll(0);

    internal bool Flush(TimeSpan timeout) => _producer.Flush((int)timeout.TotalMilliseconds);

    public void Dispose()
    {
        Librdkafka.TopicDestroy(_topic);
        _producer.Dispose();
    }

    void IProducerListener.Delivered(in NativeMessage message)
    {
        if (message.Error != NativeError.None)
        {
            Failure ??= $"partition {message.Partition}: {Librdkafka.Describe(message.Error)}";
            return;
        }

        Delivered++;
        if (First[message.Partition] < 0)
        {
            First[message.Partition] = message.Offset;
        }

        Last[message.Partition] = Math.Max(Last[message.Partition], message.Offset);
    }

    void IProducerListener.Failed(NativeError error, string reason) => _log.WriteLine($"load generator: {reason}");

    void IProducerListener.Log(int level, string text)
    {
        // Failed reports errors once; the log repeats them for each broker and attempt.
    }
}
