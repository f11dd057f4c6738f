using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// Takes messages from the group member's queue, and serves its callbacks, for as long as the reader is open. While the lane has
/// no room, the partitions are paused and polling continues, so that the group does not consider the member dead.
/// </summary>
internal sealed class PollingThread
{
    private const int WaitMilliseconds = 100;

    private readonly ReaderOptions _options;
    private readonly SourceContext _context;
    private readonly ChunkExchange _exchange;
    private readonly AssignedSplits _splits;
    private readonly GroupMember _member;
    private readonly MessageIntake _intake;
    private readonly LagMeter _lag;
    private readonly TaskCompletionSource _closing;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _limited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _drainRequested;
    private DrainGoal? _goal;
    private NativeChunk? _chunk;
    private long _fullSince;
    private bool _isPaused;
    private int _seenGeneration;

    /// <param name="options">The options of the source.</param>
    /// <param name="context">The lane.</param>
    /// <param name="exchange">Passes chunks to the lane.</param>
    /// <param name="splits">The assigned partitions.</param>
    /// <param name="member">The membership; closed by this thread when it ends.</param>
    /// <param name="closing">Completed to end the thread.</param>
    internal PollingThread(
        ReaderOptions options, SourceContext context, ChunkExchange exchange, AssignedSplits splits, GroupMember member, TaskCompletionSource closing)
    {
        _options = options;
        _context = context;
        _exchange = exchange;
        _splits = splits;
        _member = member;
        _closing = closing;
        _intake = new(options, context, splits, member);
        _lag = new(options, context, splits, member);
    }

    /// <summary>The fault that ended reading; set before the last wake.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Completes when the thread has ended and left the group.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Whether the partitions are paused because the lane has no room.</summary>
    internal bool IsPaused => Volatile.Read(ref _isPaused);

    /// <summary>Messages in the topic that the lane has not taken yet.</summary>
    internal long Lag => _lag.Value;

    /// <summary>Whether partitions are assigned, and whether the broker responds.</summary>
    internal SourceActivity Activity => _lag.Activity;

    internal void Start() => new Thread(Run) { IsBackground = true, Name = $"kafka {_options.Topic} {_context.Lane}" }.Start();

    /// <summary>Requests a drain; completes when every partition has its limit.</summary>
    internal Task DrainAsync()
    {
        _drainRequested = true;
        Interrupt();
        return _limited.Task;
    }

    /// <summary>Ends the thread.</summary>
    internal Task CloseAsync()
    {
        _closing.TrySetResult();
        Interrupt();
        return Ended;
    }

    private void Interrupt()
    {
        _exchange.Nudge();
        _member.Queue.Wake();
    }

    private void Run()
    {
        try
        {
            _member.Join();
            while (!_closing.Task.IsCompleted && Fault is null)
            {
                Turn();
                Fault = _member.Fault;
            }
        }
        catch (Exception fault)
        {
            Fault = Describe(fault);
        }

        if (Fault is not null)
        {
            _limited.TrySetException(Fault);
            _context.Wake();
        }

        // The lane may still hold chunks, whose messages require the client: it is closed after the lane has ended.
        _closing.Task.Wait();
        Leave();
    }

    private void Turn()
    {
        _exchange.Reclaim();
        if (_drainRequested)
        {
            Drain();
        }

        if (_chunk is null && !_exchange.TryRent(out _chunk))
        {
            WaitForRoom();
            return;
        }

        if (_isPaused)
        {
            ResumeOrStay();
        }

        _lag.Measure(_exchange.Unread);
        var chunk = _chunk!;
        _intake.Take(chunk, WaitMilliseconds);
        FollowAssignment();
        if (chunk.Used > 0)
        {
            _chunk = null;
            _exchange.Hand(chunk);
            _lag.Hear();
        }

        _fullSince = 0;
    }

    /// <summary>Called while the lane is behind: first waits, then pauses the partitions and continues to poll.</summary>
    private void WaitForRoom()
    {
        if (_isPaused)
        {
            _lag.Measure(_exchange.Unread);
            _intake.Poll(WaitMilliseconds);
            FollowAssignment();
            return;
        }

        if (_fullSince == 0)
        {
            _fullSince = _context.Time.GetTimestamp();
        }

        var left = _options.PauseAfter - _context.Time.GetElapsedTime(_fullSince);
        if (left > TimeSpan.Zero)
        {
            _exchange.WaitForReturn(left);
            return;
        }

        _isPaused = true;
        _member.Consumer.Pause(_member.Assignment());
        _context.Logger.LogInformation("{Topic}: the pipeline is slower than the topic; {Count} partitions are paused until it has room", _options.Topic, _splits.Count);
    }

    /// <summary>Resumes only when half of the chunks are free, to avoid frequent pausing and resuming.</summary>
    private void ResumeOrStay()
    {
        if (!_exchange.IsHalfFree)
        {
            return;
        }

        _isPaused = false;
        _member.Consumer.Resume(_member.Assignment());
        _context.Logger.LogInformation("{Topic}: reading resumes", _options.Topic);
    }

    private void FollowAssignment()
    {
        if (_seenGeneration == _member.Generation)
        {
            return;
        }

        _seenGeneration = _member.Generation;
        if (_member.Fault is not null)
        {
            return;
        }

        // An exception inside Confluent.Kafka's callback would be swallowed: this check detects it.
        if (_member.Consumer.Assignment.Count != _splits.Count)
        {
            throw new ConnectorException($"{_options.Topic}: the group assigned {_splits.Count} partitions, the client reads {_member.Consumer.Assignment.Count}.");
        }

        if (_isPaused)
        {
            _member.Consumer.Pause(_member.Assignment());
        }
    }

    private void Drain()
    {
        if (!_member.HasAssignment || _member.HasEnded)
        {
            return;
        }

        if (_goal is null)
        {
            _member.IsDraining = true;
            _goal = _member.Limit();
            _limited.TrySetResult();
        }

        if (_splits.AllAtLimit && _goal.OthersAreRead(_splits, _member.Consumer))
        {
            _member.HasEnded = true;
            _member.Consumer.Pause(_member.Assignment());
            _exchange.Hand(new SplitChunk { IsEnd = true });
        }
    }

    private void Leave()
    {
        try
        {
            _chunk?.Clear();
            _intake.Clear();
            _exchange.Clear();
            _member.Dispose();
            _ended.TrySetResult();
        }
        catch (Exception fault)
        {
            _ended.TrySetException(fault);
        }
    }

    private Exception Describe(Exception fault) => fault is KafkaException error
        ? new ConnectorException($"Kafka at {_options.Connection.BootstrapServers}, topic '{_options.Topic}': {_options.Connection.Redact(error.Error.Reason)}")
        : fault;
}
