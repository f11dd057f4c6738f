using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// Decides where assigned partitions start: at the position in the newest checkpoint, of any lane, or at the group's committed offset, whichever is further (the
/// group's offset may have been advanced by another member, or by hand, and a commit of a lane may have failed); without either, at the configured start. A
/// job that falls back to an earlier checkpoint starts there, one that starts over at the earliest message; messages that it has read itself since are not read again.
/// Used on the polling thread, in the callback of a rebalance.
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
    private readonly GroupOffsets _group;

    internal StartPositions(ReaderOptions options, SourceContext context, GroupOffsets group, Task closing)
    {
        _group = group;
        _options = options;
        _context = context;
        _closing = closing;
    }

    /// <summary>Where each partition starts, in the order given.</summary>
    /// <exception cref="ConnectorException">A position no longer exists, or the broker did not respond in time.</exception>
    internal List<CommittedOffset> Resolve(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return [];
        }

        var committed = Retry(() => _group.Committed([.. partitions.Select(static partition => partition.Partition.Value)], RequestTimeout));
        var earliest = ByPartition(Retry(() => Offsets(consumer, partitions, Earliest)));
        var ends = ByPartition(Retry(() => Offsets(consumer, partitions, Latest)));
        return [.. committed.Select(known => Decide(known, earliest[known.Partition], ends[known.Partition]))];
    }

    /// <summary>Current ends of partitions; retries until the broker responds, the timeout elapses or the reader closes.</summary>
    internal Dictionary<int, long> Ends(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions) =>
        partitions.Count == 0 ? [] : ByPartition(Retry(() => Offsets(consumer, partitions, Latest)));

    /// <summary>First and next offset of partitions; retries as <see cref="Ends"/> does.</summary>
    internal Dictionary<int, (long Earliest, long End)> AllBounds(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions)
    {
        var earliest = ByPartition(Retry(() => Offsets(consumer, partitions, Earliest)));
        return Ends(consumer, partitions).ToDictionary(end => end.Key, end => (earliest[end.Key], end.Value));
    }

    /// <summary>First and next offset of one partition.</summary>
    internal (long Earliest, long End) Bounds(IConsumer<Ignore, Ignore> consumer, TopicPartition partition) => (
        Retry(() => Offsets(consumer, [partition], Earliest))[0].Offset.Value,
        Retry(() => Offsets(consumer, [partition], Latest))[0].Offset.Value);

    /// <summary>Current ends of partitions; requested once.</summary>
    /// <exception cref="KafkaException">No response.</exception>
    internal static Dictionary<int, long> EndsOnce(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions, TimeSpan timeout) =>
        ByPartition(consumer.OffsetsForTimes(partitions.Select(partition => new TopicPartitionTimestamp(partition, Latest)), timeout));

    private static List<TopicPartitionOffset> Offsets(IConsumer<Ignore, Ignore> consumer, List<TopicPartition> partitions, Timestamp which) =>
        consumer.OffsetsForTimes(partitions.Select(partition => new TopicPartitionTimestamp(partition, which)), RequestTimeout);

    private static Dictionary<int, long> ByPartition(IEnumerable<TopicPartitionOffset> offsets) =>
        offsets.ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);

    private CommittedOffset Decide(CommittedOffset committed, long earliest, long end)
    {
        var partition = committed.Partition;
        var known = Known(committed);
        if (known.Next < 0)
        {
            return new(partition, _options.StartAtEnd && !StartsOver ? end : earliest, null);
        }

        if (known.Next < earliest)
        {
            throw OffsetHole.Deleted(_options.Topic, partition, known.Next, earliest);
        }

        return known.Next <= end ? known : throw OffsetHole.BehindEnd(_options.Topic, partition, known.Next, end);
    }

    private CommittedOffset Known(CommittedOffset committed)
    {
        var partition = committed.Partition;
        var durable = _context.Ledger.TryGet(_options.Topic, partition, out var position)
            ? new CommittedOffset(partition, position.Next, new CommitNote(_context.Instance, _context.Attempt, 0, position.Latest))
            : new CommittedOffset(partition, -1, null);
        var goesBack = StartsOver || (_context.IsFallback && durable.Next >= 0);

        // Also where the metadata of the offset names this attempt: a copy of the state directory has the same instance and attempt.
        if (goesBack && committed.Next > durable.Next && _context.Ledger.IsLeftAside(_options.Topic, partition, committed.Next, out var isFirst))
        {
            if (isFirst && StartsOver)
            {
                _context.Logger.LogWarning(
                    "{Topic} [{Partition}] is read again from the earliest message, as requested; the group {Group} had committed {Committed}",
                    _options.Topic, partition, _options.Group, committed.Next);
            }
            else if (isFirst)
            {
                _context.Logger.LogWarning(
                    "{Topic} [{Partition}] restarts at {Offset}, the position in the earlier checkpoint; the group {Group} had committed {Committed}",
                    _options.Topic, partition, durable.Next, _options.Group, committed.Next);
            }

            return durable;
        }

        return committed.Next > durable.Next ? committed : durable;
    }

    private bool StartsOver => !_context.IsRestored && _context.OnMissingState == MissingState.StartOver;

    /// <summary>Retries while, for example, a coordinator moves or a broker restarts, up to the rebalance time-out, which is less than <c>max.poll.interval.ms</c>: after that the group would revoke the partitions.</summary>
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
                _context.Logger.LogWarning("Kafka did not return the offsets of {Topic}: {Reason}; the source asks again", _options.Topic, _options.Connection.Redact(error.Error.Reason));
                if (_closing.Wait(RetryPause))
                {
                    throw new OperationCanceledException("The reader is being closed.");
                }
            }
            catch (KafkaException error)
            {
                throw new ConnectorException(
                    $"Kafka at {_options.Connection.BootstrapServers} did not return the offsets of '{_options.Topic}': {_options.Connection.Redact(error.Error.Reason)}");
            }
        }
    }
}
