using System.Threading.Tasks.Sources;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// From one upstream lane to one downstream lane. Data needs a credit, which comes back when the batch is done; control
/// needs none. One lane sends (so there is at most one waiter), one receives; the lock is taken once a batch. Posting
/// under the lock keeps the order: a mailbox only queues, it never runs the receiver there.
/// </summary>
internal sealed class Edge : IValueTaskSource
{
    // Marks (watermarks and idle marks) on their way. Of further ones only the last waits on the edge: what it replaces
    // says nothing any more.
    private const int MaxMarks = 16;

    private readonly Lock gate = new();
    private readonly Block target;
    private readonly int input;
    private readonly EdgeOverflow? overflow;
    private ManualResetValueTaskSourceCore<bool> available = new() { RunContinuationsAsynchronously = true };
    private int credits;
    private Message? blocked;
    private bool cancelled;
    private int marks;
    private Watermark? deferredWatermark;
    private Idle? deferredIdle;

    public Edge(Block target, int input, EdgeBuffer buffer, NodeCounters? dropped)
    {
        this.target = target;
        this.input = input;
        credits = Credits = buffer.Batches;
        overflow = buffer.WhenFull == WhenFull.Wait ? null : new EdgeOverflow(buffer, dropped!);
    }

    /// <summary>Batches that may be in the receiver's mailbox at once.</summary>
    public int Credits { get; }

    /// <summary>Messages of this edge that the receiver's mailbox must have room for.</summary>
    // Each batch, barrier and end may push the two marks out that wait before it.
    public int MailboxShare => (Credits * 3) + MaxMarks + 8;

    /// <summary>Batches that were sent and are not done.</summary>
    public int UnderWay
    {
        get
        {
            lock (gate)
            {
                return Credits - credits;
            }
        }
    }

    /// <summary>Sends a batch; waits for a credit where the buffer's overflow says nothing else. Takes over a hold of it.</summary>
    /// <exception cref="OperationCanceledException">The job has ended.</exception>
    public ValueTask SendAsync(Message batch)
    {
        lock (gate)
        {
            if (cancelled)
            {
                batch.Release();
                return ValueTask.FromException(new OperationCanceledException("The job has ended."));
            }

            if (overflow is { HasPending: true } || credits == 0)
            {
                if (overflow is not null)
                {
                    overflow.Add(batch);
                    return ValueTask.CompletedTask;
                }

                blocked = batch;
                available.Reset();
                return new ValueTask(this, available.Version);
            }

            PostData(batch);
            return ValueTask.CompletedTask;
        }
    }

    public void PostWatermark(Watermark watermark)
    {
        lock (gate)
        {
            if (overflow is { HasPending: true })
            {
                overflow.AddControl(watermark);
            }
            else if (marks >= MaxMarks)
            {
                (deferredWatermark, deferredIdle) = (watermark, null);
            }
            else
            {
                Post(watermark);
            }
        }
    }

    /// <summary>Sends a barrier, an idle mark or the end, after whatever waits on the edge.</summary>
    public void PostControl(Message control)
    {
        lock (gate)
        {
            if (overflow is { HasPending: true })
            {
                overflow.AddControl(control);
                return;
            }

            if (control is Idle idle && marks >= MaxMarks)
            {
                deferredIdle = idle;
                return;
            }

            Post(control);
        }
    }

    /// <summary>The receiver is done with a batch.</summary>
    public void ReturnCredit()
    {
        bool wake = false;
        lock (gate)
        {
            if (++credits > Credits)
            {
                throw new EngineFaultException($"Input {input} of '{target.Lane.Node}' has {credits} credits and was given {Credits}: a batch was done twice.");
            }

            if (cancelled)
            {
                return;
            }

            if (blocked is { } batch)
            {
                blocked = null;
                PostData(batch);
                wake = true;
            }

            while (overflow is not null && overflow.TryTake(credits > 0, out var pending))
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
            available.SetResult(true);
        }
    }

    /// <summary>The receiver has seen a watermark or an idle mark.</summary>
    public void ReturnMark()
    {
        lock (gate)
        {
            if (--marks < 0)
            {
                throw new EngineFaultException($"Input {input} of '{target.Lane.Node}' has seen more marks than were sent.");
            }

            if (marks < MaxMarks)
            {
                PostDeferred();
            }
        }
    }

    /// <summary>The job has ended: wakes the upstream lane if it waits for a credit.</summary>
    public void Cancel()
    {
        Message? waiting;
        lock (gate)
        {
            cancelled = true;
            waiting = blocked;
            blocked = null;
            overflow?.Clear();
        }

        if (waiting is not null)
        {
            waiting.Release();
            available.SetException(new OperationCanceledException("The job has ended."));
        }
    }

    private void PostData(Message batch)
    {
        PostDeferred();
        if (--credits < 0)
        {
            throw new EngineFaultException($"Input {input} of '{target.Lane.Node}' was sent a batch without a credit.");
        }

        target.Post(input, batch);
    }

    private void PostDeferred()
    {
        if (deferredWatermark is { } watermark)
        {
            deferredWatermark = null;
            PostMark(watermark);
        }

        if (deferredIdle is { } idle)
        {
            deferredIdle = null;
            PostMark(idle);
        }
    }

    // What waits on the edge was sent before it: it goes first, or says nothing any more.
    private void Post(Message control)
    {
        if (control is Watermark)
        {
            (deferredWatermark, deferredIdle) = (null, null);
            PostMark(control);
            return;
        }

        deferredIdle = control is Idle ? null : deferredIdle;
        PostDeferred();
        if (control is Idle)
        {
            PostMark(control);
        }
        else
        {
            target.Post(input, control);
        }
    }

    private void PostMark(Message mark)
    {
        marks++;
        target.Post(input, mark);
    }

    void IValueTaskSource.GetResult(short token) => available.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => available.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        available.OnCompleted(continuation, state, token, flags);
}
