using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// The group membership: Confluent.Kafka's consumer, whose callbacks run on the polling thread while it takes messages. They
/// must not throw, because native code is on the call stack: an error is stored and reported by <see cref="Fault"/>.
/// </summary>
internal sealed class GroupMember : IDisposable
{
    private readonly ReaderOptions _options;
    private readonly SourceContext _context;
    private readonly AssignedSplits _splits;
    private readonly ChunkExchange _exchange;
    private readonly StartPositions _starts;
    private readonly Task _closing;
    private readonly Dictionary<int, SplitChunk> _unsettled = [];

    /// <exception cref="ConnectorException">A property was refused.</exception>
    internal GroupMember(ReaderOptions options, SourceContext context, AssignedSplits splits, ChunkExchange exchange, Task closing)
    {
        _options = options;
        _context = context;
        _splits = splits;
        _exchange = exchange;
        _closing = closing;
        try
        {
            Consumer = new ConsumerBuilder<Ignore, Ignore>(options.Properties)
                .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
                .SetPartitionsRevokedHandler((_, partitions) => Revoked([.. partitions.Select(partition => partition.Partition.Value)]))
                .SetPartitionsLostHandler((_, partitions) => Lost([.. partitions.Select(partition => partition.Partition.Value)]))
                .SetErrorHandler((_, error) => Failed(error))
                .SetLogHandler((_, line) => context.Logger.Log(LevelOf(line.Level), "{Facility}: {Line}", line.Facility, options.Connection.Redact(line.Message)))
                .Build();
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException)
        {
            throw new ConnectorException($"Kafka source '{context.Node}': {options.Connection.Redact(refused.Message)}");
        }

        GroupOffsets group = new(Consumer, options.Topic);
        Committer = new(options, context, group, splits);
        _starts = new(options, context, group, closing);
        Queue = new(ConfluentHandle.Of(Consumer));
    }

    internal IConsumer<Ignore, Ignore> Consumer { get; }

    internal ConsumerQueue Queue { get; }

    internal OffsetCommitter Committer { get; }

    /// <summary>The first error in a callback.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Whether the group has made an assignment, possibly of no partition; false between two assignments, when having no partitions has no meaning.</summary>
    internal bool HasAssignment { get; private set; }

    /// <summary>Rises with each change of the assignment.</summary>
    internal int Generation { get; private set; }

    /// <summary>Whether partitions end at their current end, including those that are assigned later.</summary>
    internal bool IsDraining { get; set; }

    /// <summary>Whether the lane has received the end: it settles no further splits, but its last checkpoint is committed.</summary>
    internal bool HasEnded { get; set; }

    internal void Join() => Consumer.Subscribe(_options.Topic);

    internal List<TopicPartition> Assignment() => [.. _splits.Partitions.Select(partition => new TopicPartition(_options.Topic, partition))];

    /// <summary>Limits every assigned partition to its current end.</summary>
    /// <returns>The positions that the complete group must reach.</returns>
    internal DrainGoal Limit()
    {
        List<TopicPartition> all = [.. Enumerable.Range(0, _options.Partitions).Select(partition => new TopicPartition(_options.Topic, partition))];
        var ends = _starts.AllBounds(Consumer, all);
        foreach (var partition in _splits.Partitions)
        {
            ref var slot = ref _splits.Slots[partition];
            slot.Limit = Math.Max(ends[partition].End, slot.Next);
        }

        return new(_options, _context, ends);
    }

    /// <summary>First and next offset of a partition, read from the broker.</summary>
    internal (long Earliest, long End) Bounds(int partition) => _starts.Bounds(Consumer, new(_options.Topic, partition));

    /// <summary>
    /// Leaves the group. On the polling thread, after every message was freed. May take as long as a broker does not respond: closing waits for the
    /// responses to open requests. So the reader waits for this only up to a limit, and this thread, which owns the client, finishes later.
    /// </summary>
    public void Dispose()
    {
        // Close destroys the client (Confluent.Kafka disposes of the handle there): a commit in progress on another thread must end first.
        Task.WaitAny(Committer.CloseAsync());
        Queue.Dispose();
        try
        {
            Consumer.Close();
        }
        catch (KafkaException error)
        {
            _context.Logger.LogWarning("Leaving the consumer group {Group}: {Reason}", _options.Group, _options.Connection.Redact(error.Error.Reason));
        }

        Consumer.Dispose();
    }

    private List<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        HasAssignment = true;
        Generation++;
        try
        {
            foreach (var partition in partitions)
            {
                // The partition is assigned again while the lane still settles its earlier revocation: wait for that first.
                if (_unsettled.Remove(partition.Partition.Value, out var leaving) && !Wait(leaving.Settlement))
                {
                    throw new ConnectorException($"{_options.Topic} [{partition.Partition.Value}] was assigned again, but no checkpoint has settled its earlier revocation within {_options.RebalanceTimeout}.");
                }
            }

            var starts = _starts.Resolve(Consumer, partitions);
            var ends = IsDraining ? _starts.Ends(Consumer, partitions) : [];
            var added = starts.ConvertAll(start => _splits.Add(
                start.Partition,
                start.Next,
                IsDraining ? Math.Max(ends[start.Partition], start.Next) : long.MaxValue,
                start.Note?.Latest ?? long.MinValue));
            if (added.Count > 0)
            {
                _context.Logger.LogInformation("{Topic}: reads {Added} more partitions as a member of {Group}, {Count} in all", _options.Topic, added.Count, _options.Group, _splits.Count);
            }

            // Also where nothing was added: a lane that has been notified that it has no splits does not hold back the watermark.
            _exchange.Hand(new SplitChunk { Added = added });

            return starts.ConvertAll(start => new TopicPartitionOffset(_options.Topic, start.Partition, start.Next));
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException or KafkaException)
        {
            // The callback must return positions; after the fault no message is read.
            Fault ??= fault;
            return partitions.ConvertAll(static partition => new TopicPartitionOffset(partition, Offset.End));
        }
    }

    private void Revoked(List<int> partitions)
    {
        HasAssignment = false;
        Generation++;
        var leaving = _splits.Find(partitions);
        var settled = leaving.Count == 0 || Fault is not null || Settle(leaving);
        LetGo(leaving);
        if (!settled)
        {
            // Records that are in no checkpoint are read again by another member.
            _exchange.Hand(new SplitChunk { Lost = leaving });
        }
    }

    /// <summary>Delays the rebalance until the records read from the partitions are in a checkpoint.</summary>
    /// <returns>Whether they are, or need not be because the reader is being closed.</returns>
    private bool Settle(List<SourceSplit> leaving)
    {
        var next = leaving.ConvertAll(split => (split.Partition, _splits.Slots[split.Partition].Next));
        bool settled;
        if (HasEnded)
        {
            // No chunk follows the end. The last checkpoint settles all splits, and then this member is closed.
            settled = _closing.Wait(_options.RebalanceTimeout);
        }
        else
        {
            var revocation = new SplitChunk { Revoked = leaving };
            leaving.ForEach(split => _unsettled[split.Partition] = revocation);
            _exchange.Hand(revocation);
            settled = Wait(revocation.Settlement);
            if (settled)
            {
                leaving.ForEach(split => _unsettled.Remove(split.Partition));
            }
        }

        if (_closing.IsCompleted)
        {
            return true;
        }

        var open = next.FindAll(position => !Committer.IsCommitted(position.Partition, position.Next));
        if (!settled || open.Count > 0)
        {
            _context.Logger.LogError(
                "{Topic}: {Count} partitions are released {Why}; their next reader starts at the group's last committed offsets",
                _options.Topic, open.Count, settled ? "before Kafka has committed their offsets" : $"although no checkpoint has settled them within {_options.RebalanceTimeout}");
        }

        return settled;
    }

    private void Lost(List<int> partitions)
    {
        HasAssignment = false;
        Generation++;
        var gone = _splits.Find(partitions);
        if (gone.Count == 0)
        {
            return;
        }

        _context.Logger.LogError(
            "{Topic}: the group {Group} has revoked {Count} partitions without waiting (the session or max.poll.interval.ms ended); their records since the last checkpoint are read again by their next reader",
            _options.Topic, _options.Group, gone.Count);
        LetGo(gone);
        _exchange.Hand(new SplitChunk { Lost = gone });
    }

    private void LetGo(List<SourceSplit> splits)
    {
        foreach (var split in splits)
        {
            _splits.Remove(split);
            Committer.Forget(split.Partition);
        }
    }

    private bool Wait(Task settlement)
    {
        _ = Task.WaitAny([settlement, _closing], _options.RebalanceTimeout);
        return settlement.IsCompleted;
    }

    private void Failed(Error error)
    {
        var reason = _options.Connection.Redact(error.Reason);
        if (error.IsFatal)
        {
            Fault ??= new ConnectorException($"Kafka at {_options.Connection.BootstrapServers}: {reason}. The client cannot continue after this error.");
            return;
        }

        _context.Logger.LogWarning("Kafka at {Servers}: {Reason}; the client retries", _options.Connection.BootstrapServers, reason);
    }

    private static LogLevel LevelOf(SyslogLevel level) => level switch
    {
        <= SyslogLevel.Error => LogLevel.Error,
        SyslogLevel.Warning => LogLevel.Warning,
        SyslogLevel.Notice or SyslogLevel.Info => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
