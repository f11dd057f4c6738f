using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// Decides where assigned partitions start: at the last checkpoint's position or the group's committed offset, whichever is further (the
/// group may have been moved on by another member, or by hand); without either, at the start that the user chose. A job that goes back
/// to an earlier checkpoint starts there. Used on the polling thread, in the callback of a rebalance.
/// </summary>
internal sealed class StartPositions
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);
    private static readonly Timestamp Earliest = new(-2, TimestampType.CreateTime);
    private static readonly Timestamp Latest = new(-1, TimestampType.CreateTime);

    private readonly ReaderOptions _options;
    private readonly SourceContext _context;
    private readonly Task _closing;
    private readonly OffsetCommitter _committer;

    // What comes back to this reader later was read on from there, here or by another member.
    private readonly HashSet<int> _wentBack = [];

    internal StartPositions(ReaderOptions options, SourceContext context, OffsetCommitter committer, Task closing)
    {
        _options = options;
        _context = context;
        _closing = closing;
        _committer = committer;
    }

    /// <summary>Where each partition starts, in the order given.</summary>
    /// <exception cref="ConnectorException">A position is not there any more, or the broker did not answer in time.</exception>
    internal List<TopicPartitionOffset> Resolve(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return [];
        }

        var committed = ByPartition(Retry(() => consumer.Committed(partitions, RequestTimeout)));
        var earliest = ByPartition(Retry(() => Offsets(consumer, partitions, Earliest)));
        var ends = ByPartition(Retry(() => Offsets(consumer, partitions, Latest)));
        return [.. partitions.Select(partition => new TopicPartitionOffset(
            partition,
            Decide(partition.Partition.Value, committed[partition.Partition.Value], earliest[partition.Partition.Value], ends[partition.Partition.Value])))];
    }

    /// <summary>Where partitions end now; tries until it is told, or the reader closes.</summary>
    internal Dictionary<int, long> Ends(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions) =>
        partitions.Count == 0 ? [] : ByPartition(Retry(() => Offsets(consumer, partitions, Latest)));

    /// <summary>First and next offset of partitions; tries until it is told, or the reader closes.</summary>
    internal Dictionary<int, (long Earliest, long End)> AllBounds(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions)
    {
        var earliest = ByPartition(Retry(() => Offsets(consumer, partitions, Earliest)));
        return Ends(consumer, partitions).ToDictionary(end => end.Key, end => (earliest[end.Key], end.Value));
    }

    /// <summary>First and next offset of one partition.</summary>
    internal (long Earliest, long End) Bounds(IConsumer<Ignore, Ignore> consumer, TopicPartition partition) => (
        Retry(() => Offsets(consumer, [partition], Earliest))[0].Offset.Value,
        Retry(() => Offsets(consumer, [partition], Latest))[0].Offset.Value);

    /// <summary>Where partitions end now; asks once.</summary>
    /// <exception cref="KafkaException">No answer.</exception>
    internal static Dictionary<int, long> EndsOnce(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions, TimeSpan timeout) =>
        ByPartition(consumer.OffsetsForTimes(partitions.Select(partition => new TopicPartitionTimestamp(partition, Latest)), timeout));

    private static List<TopicPartitionOffset> Offsets(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions, Timestamp which) =>
        consumer.OffsetsForTimes(partitions.Select(partition => new TopicPartitionTimestamp(partition, which)), RequestTimeout);

    private static Dictionary<int, long> ByPartition(IEnumerable<TopicPartitionOffset> offsets) =>
        offsets.ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);

    private long Decide(int partition, long committed, long earliest, long end)
    {
        var durable = _committer.Durable(partition);
        var goesBack = _context.IsFallback && durable >= 0 && _wentBack.Add(partition);
        if (goesBack && durable < committed)
        {
            _context.Logger.LogWarning(
                "{Topic} [{Partition}] goes back to {Offset}, where the earlier checkpoint stands; the group {Group} had committed {Committed}",
                _options.Topic, partition, durable, _options.Group, committed);
        }

        var known = goesBack ? durable : Math.Max(committed, durable);
        if (known < 0)
        {
            return _options.StartAtEnd ? end : earliest;
        }

        if (known < earliest)
        {
            throw OffsetHole.Deleted(_options.Topic, partition, known, earliest);
        }

        return known <= end ? known : throw OffsetHole.BehindEnd(_options.Topic, partition, known, end);
    }

    /// <summary>A coordinator moves, a broker restarts: asked again until the time in which the group would take the partitions away.</summary>
    private T Retry<T>(Func<T> ask)
    {
        var began = _context.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return ask();
            }
            catch (KafkaException error) when (!error.Error.IsFatal && _context.Time.GetElapsedTime(began) < _options.RebalanceTimeout)
            {
                _context.Logger.LogWarning("Kafka did not tell where the partitions of {Topic} start: {Reason}; asked again", _options.Topic, _options.Connection.Redact(error.Error.Reason));
                if (_closing.Wait(RetryPause))
                {
                    throw new OperationCanceledException("The reader is being closed.");
                }
            }
            catch (KafkaException error)
            {
                throw new ConnectorException(
                    $"Kafka at {_options.Connection.BootstrapServers} did not tell where the partitions of '{_options.Topic}' start: {_options.Connection.Redact(error.Error.Reason)}");
            }
        }
    }
}
