using Confluent.Kafka;

namespace StreamingDataCleaning.LoadGenerator.Sending;

/// <summary>Reads the partitions of a topic and the committed offsets of a group from the broker, without becoming a member.</summary>
internal sealed class GroupOffsets : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);
    private static readonly Timestamp End = new(-1, TimestampType.CreateTime);

    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly GeneratorOptions _options;
    private TopicPartition[] _partitions = [];

    internal GroupOffsets(GeneratorOptions options)
    {
        _options = options;
        var properties = new Dictionary<string, string>(options.Properties)
        {
            ["bootstrap.servers"] = options.BootstrapServers,
            ["group.id"] = options.HoldBackGroup ?? "load_generator",
            ["enable.auto.commit"] = "false",
        };
        _consumer = new ConsumerBuilder<Ignore, Ignore>(properties).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Waits for the broker and reads the topic's partitions.</summary>
    /// <returns>The offset of the next message of each partition.</returns>
    /// <exception cref="TimeoutException">No broker, or no such topic, within the start-up time-out.</exception>
    internal long[] Discover(TimeProvider clock, CancellationToken stop)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var began = clock.GetTimestamp();
        var why = "no answer";
        while (clock.GetElapsedTime(began) < _options.StartupTimeout)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var left = _options.StartupTimeout - clock.GetElapsedTime(began);
                var topic = admin.GetMetadata(_options.Topic, left < RequestTimeout ? left : RequestTimeout).Topics.Single();
                if (topic.Error.Code == ErrorCode.NoError && topic.Partitions.Count > 0)
                {
                    _partitions = [.. Enumerable.Range(0, topic.Partitions.Count).Select(partition => new TopicPartition(_options.Topic, partition))];
                    return Ends();
                }

                why = $"topic {_options.Topic}: {topic.Error.Reason}";
            }
            catch (KafkaException error)
            {
                why = error.Error.Reason;
            }

            stop.WaitHandle.WaitOne(RetryPause);
        }

        throw new TimeoutException($"no Kafka broker at {_options.BootstrapServers} within {_options.StartupTimeout.TotalSeconds:0} s ({why}). Is it running, and is the address right?");
    }

    /// <summary>Committed offset of each partition; negative where none is committed. Null if the broker did not respond.</summary>
    internal long[]? TryGetCommitted()
    {
        try
        {
            var offsets = new long[_partitions.Length];
            foreach (var committed in _consumer.Committed(_partitions, RequestTimeout))
            {
                offsets[committed.Partition.Value] = committed.Offset.Value;
            }

            return offsets;
        }
        catch (KafkaException)
        {
            // The broker is unavailable, or the coordinator moves: the caller retries soon.
            return null;
        }
    }

    public void Dispose() => _consumer.Dispose();

    private long[] Ends()
    {
        var offsets = new long[_partitions.Length];
        foreach (var end in _consumer.OffsetsForTimes(_partitions.Select(partition => new TopicPartitionTimestamp(partition, End)), RequestTimeout))
        {
            offsets[end.Partition.Value] = end.Offset.Value;
        }

        return offsets;
    }
}
