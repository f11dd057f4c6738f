using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// Commits positions to the group. The checkpoint is authoritative; a failed commit affects only lag figures, and the messages that
/// another member would read twice, so it is retried for a while and then left to the next commit.
/// </summary>
internal sealed class OffsetCommitter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly ReaderOptions _options;
    private readonly SourceContext _context;
    private readonly GroupOffsets _group;
    private readonly AssignedSplits _splits;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, CommittedOffset> _wanted = [];
    private readonly Dictionary<int, long> _committed = [];
    private Task? _running;
    private bool _isClosed;

    internal OffsetCommitter(ReaderOptions options, SourceContext context, GroupOffsets group, AssignedSplits splits)
    {
        _options = options;
        _context = context;
        _group = group;
        _splits = splits;
    }

    /// <summary>Commits positions of partitions that are still read here.</summary>
    internal async Task CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
    {
        Task running;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            foreach (var position in positions.Where(position => position.Source == _options.Topic))
            {
                if (_splits.Owns(position.Partition))
                {
                    _wanted[position.Partition] = new(position.Partition, position.Next, new CommitNote(_context.Instance, _context.Attempt, checkpoint, position.Latest));
                }
            }

            running = _running ??= Task.Run(() => SendAsync(cancellationToken), cancellationToken);
        }

        try
        {
            await running.WaitAsync(Patience, _context.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            _context.Logger.LogWarning("Kafka has not committed the offsets of {Topic} after {Seconds} s; the next checkpoint's commit covers them", _options.Topic, Patience.TotalSeconds);
        }
    }

    /// <summary>
    /// Accepts no more positions and completes when no commit is in progress. A commit is a native call without its own time-out (it ends with
    /// <c>socket.timeout.ms</c> at the latest): the client must not be destroyed before.
    /// </summary>
    internal Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            _wanted.Clear();
            return _running ?? Task.CompletedTask;
        }
    }

    /// <summary>Whether this position of a partition, or a later one, is committed to the group.</summary>
    internal bool IsCommitted(int partition, long next)
    {
        lock (_gate)
        {
            return _committed.TryGetValue(partition, out var known) && known >= next;
        }
    }

    /// <summary>Removes a partition that is no longer assigned: its committed position here is no longer valid.</summary>
    internal void Forget(int partition)
    {
        lock (_gate)
        {
            _wanted.Remove(partition);
            _committed.Remove(partition);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var began = _context.Time.GetTimestamp();
        while (TakeWanted() is { Count: > 0 } offsets)
        {
            try
            {
                _group.Commit(offsets);
                Note(offsets);
            }
            catch (KafkaException error) when (_context.Time.GetElapsedTime(began) < Patience && IsTransient(error.Error))
            {
                PutBack(offsets);
                await Task.Delay(RetryPause, _context.Time, cancellationToken);
            }
            catch (Exception error) when (error is KafkaException or ObjectDisposedException)
            {
                _context.Logger.LogWarning("Kafka did not commit the offsets of {Topic}: {Reason}; the next checkpoint's commit covers them", _options.Topic, _options.Connection.Redact(error.Message));
            }
        }
    }

    private static bool IsTransient(Error error) => error.Code is ErrorCode.RebalanceInProgress or ErrorCode.GroupLoadInProgress
        or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup or ErrorCode.RequestTimedOut or ErrorCode.NetworkException
        or ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.Local_WaitCoord;

    private List<CommittedOffset> TakeWanted()
    {
        lock (_gate)
        {
            List<CommittedOffset> offsets = [.. _wanted.Values.Where(wanted => _committed.GetValueOrDefault(wanted.Partition, -1) != wanted.Next)];
            _wanted.Clear();
            if (offsets.Count == 0)
            {
                _running = null;
            }

            return offsets;
        }
    }

    private void PutBack(List<CommittedOffset> offsets)
    {
        lock (_gate)
        {
            foreach (var offset in _isClosed ? [] : offsets)
            {
                _wanted.TryAdd(offset.Partition, offset);
            }
        }
    }

    private void Note(List<CommittedOffset> offsets)
    {
        lock (_gate)
        {
            foreach (var offset in offsets)
            {
                _committed[offset.Partition] = offset.Next;
            }
        }
    }
}
