using System.Threading.Tasks.Sources;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Faults;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// From one upstream lane to one downstream lane. Data needs a credit, which comes back when the batch is done; control
/// needs none. One lane sends (so there is at most one waiter), one receives; the lock is taken once per batch. Posting
/// under the lock keeps the order: a mailbox only queues, it never runs the receiver there.
/// </summary>
internal sealed class Edge : IValueTaskSource
{
    // Marks (watermarks and idle markers) under way. Of further ones only the last waits on the edge: it supersedes those
    // before it.
    private const int MaxMarks = 16;

    private readonly Lock _gate = new();
    private readonly Block _target;
    private readonly int _input;
    private readonly EdgeOverflow? _overflow;
    private ManualResetValueTaskSourceCore<bool> _available = new() { RunContinuationsAsynchronously = true };
    private int _credits;
    private long _sent;
    private Message? _blocked;
    private bool _cancelled;
    private int _marks;
    private Watermark? _deferredWatermark;
    private Idle? _deferredIdle;

    public Edge(LaneContext from, Block target, int input, EdgeBuffer buffer, NodeCounters? dropped)
    {
        From = from;
        _target = target;
        _input = input;
        _credits = Credits = buffer.Batches;
        _overflow = buffer.WhenFull == WhenFull.Wait ? null : new EdgeOverflow(buffer, dropped!);
    }

    /// <summary>The lane that sends.</summary>
    public LaneContext From { get; }

    /// <summary>The lane that receives.</summary>
    public Block Target => _target;

    /// <summary>Batches that may be in the receiver's mailbox at once.</summary>
    public int Credits { get; }

    /// <summary>Messages of this edge that the receiver's mailbox must have room for.</summary>
    // Each batch, barrier and end may first send the two marks that wait.
    public int MailboxShare => (Credits * 3) + MaxMarks + 8;

    /// <summary>Batches that were sent since the start, and those of them that are done.</summary>
    public (long Sent, long Done) Traffic
    {
        get
        {
            lock (_gate)
            {
                return (_sent, _sent - (Credits - _credits));
            }
        }
    }

    /// <summary>Batches that were sent and are not done.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate)
            {
                return Credits - _credits;
            }
        }
    }

    /// <summary>Sends a batch; waits for a credit unless the buffer has an overflow policy. Takes ownership of one reference to it.</summary>
    /// <exception cref="OperationCanceledException">The job has ended.</exception>
    public ValueTask SendAsync(Message batch)
    {
        lock (_gate)
        {
            if (_cancelled)
            {
                batch.Release();
                return ValueTask.FromException(new OperationCanceledException("The job has ended."));
            }

            if (_overflow is { HasPending: true } || _credits == 0)
            {
                if (_overflow is not null)
                {
                    _overflow.Add(batch);
                    return ValueTask.CompletedTask;
                }

                _blocked = batch;
                From.Activity.BeginWait(this);
                _available.Reset();
                return new ValueTask(this, _available.Version);
            }

            PostData(batch);
            return ValueTask.CompletedTask;
        }
    }

    public void PostWatermark(Watermark watermark)
    {
        lock (_gate)
        {
            if (_overflow is { HasPending: true })
            {
                _overflow.AddControl(watermark);
            }
            else if (_marks >= MaxMarks)
            {
                (_deferredWatermark, _deferredIdle) = (watermark, null);
            }
            else
            {
                Post(watermark);
            }
        }
    }

    /// <summary>Sends a barrier, an idle marker or the end, after everything that waits on the edge.</summary>
    public void PostControl(Message control)
    {
        lock (_gate)
        {
            if (_overflow is { HasPending: true })
            {
                _overflow.AddControl(control);
                return;
            }

            if (control is Idle idle && _marks >= MaxMarks)
            {
                _deferredIdle = idle;
                return;
            }

            Post(control);
        }
    }

    /// <summary>The receiver is done with a batch.</summary>
    public void ReturnCredit()
    {
        var wake = false;
        lock (_gate)
        {
            if (++_credits > Credits)
            {
                throw new EngineFaultException($"Input {_input} of '{_target.Lane.Node}' has {_credits} credits of {Credits}: the credit of a batch was returned twice.");
            }

            if (_cancelled)
            {
                return;
            }

            if (_blocked is { } batch)
            {
                _blocked = null;
                PostData(batch);
                wake = true;
            }

            while (_overflow is not null && _overflow.TryTake(_credits > 0, out var pending))
            {
                if (pending.IsData)
                {
                    PostData(pending);
                }
                else
                {
                    Post(pending);
                }
            }
        }

        if (wake)
        {
            From.Activity.EndWait();
            _available.SetResult(true);
        }
    }

    /// <summary>The receiver has taken a watermark or an idle marker.</summary>
    public void ReturnMark()
    {
        lock (_gate)
        {
            if (--_marks < 0)
            {
                throw new EngineFaultException($"Input {_input} of '{_target.Lane.Node}' has taken more marks than were sent.");
            }

            if (_marks < MaxMarks)
            {
                PostDeferred();
            }
        }
    }

    /// <summary>The job has ended: wakes the upstream lane if it waits for a credit.</summary>
    public void Cancel()
    {
        Message? waiting;
        lock (_gate)
        {
            _cancelled = true;
            waiting = _blocked;
            _blocked = null;
            _overflow?.Clear();
        }

        if (waiting is not null)
        {
            waiting.Release();
            From.Activity.EndWait();
            _available.SetException(new OperationCanceledException("The job has ended."));
        }
    }

    private void PostData(Message batch)
    {
        PostDeferred();
        _sent++;
        if (--_credits < 0)
        {
            throw new EngineFaultException($"Input {_input} of '{_target.Lane.Node}' was sent a batch without a credit.");
        }

        _target.Post(_input, batch);
    }

    private void PostDeferred()
    {
        if (_deferredWatermark is { } watermark)
        {
            _deferredWatermark = null;
            PostMark(watermark);
        }

        if (_deferredIdle is { } idle)
        {
            _deferredIdle = null;
            PostMark(idle);
        }
    }

    // A mark that waits on the edge was sent before the message: it goes first, or is superseded.
    private void Post(Message control)
    {
        if (control is Watermark)
        {
            (_deferredWatermark, _deferredIdle) = (null, null);
            PostMark(control);
            return;
        }

        _deferredIdle = control is Idle ? null : _deferredIdle;
        PostDeferred();
        if (control is Idle)
        {
            PostMark(control);
        }
        else
        {
            _target.Post(_input, control);
        }
    }

    private void PostMark(Message mark)
    {
        _marks++;
        _target.Post(_input, mark);
    }

    void IValueTaskSource.GetResult(short token) => _available.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _available.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _available.OnCompleted(continuation, state, token, flags);
}
