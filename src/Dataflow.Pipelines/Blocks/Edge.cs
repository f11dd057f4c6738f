using System.Threading.Tasks.Sources;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// From one upstream lane to one downstream lane. Data needs a credit, which comes back when the batch is done; control
/// needs none. One lane sends (so there is at most one waiter), one receives; the lock is taken once a batch.
/// </summary>
internal sealed class Edge : IValueTaskSource
{
    // Watermarks on their way; a further one waits on the edge and takes the place of the one that waits already.
    private const int MaxWatermarks = 16;

    private readonly Lock gate = new();
    private readonly Block target;
    private readonly int input;
    private ManualResetValueTaskSourceCore<bool> available = new() { RunContinuationsAsynchronously = true };
    private int credits;
    private bool waiting;
    private bool cancelled;
    private int watermarks;
    private Watermark? deferred;

    public Edge(Block target, int input, int credits)
    {
        this.target = target;
        this.input = input;
        this.credits = credits;
        Credits = credits;
    }

    /// <summary>Batches that may be under way at once.</summary>
    public int Credits { get; }

    /// <summary>Messages of this edge that the receiver's mailbox must have room for.</summary>
    public int MailboxShare => Credits + MaxWatermarks + 4;

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

    /// <summary>Completes when a credit is in hand; the batch must then be sent with <see cref="Post"/>.</summary>
    /// <exception cref="OperationCanceledException">The job has ended.</exception>
    public ValueTask TakeCreditAsync()
    {
        lock (gate)
        {
            if (cancelled)
            {
                return ValueTask.FromException(new OperationCanceledException("The job has ended."));
            }

            if (credits > 0)
            {
                credits--;
                return ValueTask.CompletedTask;
            }

            waiting = true;
            available.Reset();
            return new ValueTask(this, available.Version);
        }
    }

    /// <summary>Sends a batch with the credit taken before, after whatever watermark waits.</summary>
    public void Post(Message batch)
    {
        lock (gate)
        {
            PostDeferred();
            target.Post(input, batch);
        }
    }

    public void PostWatermark(Watermark watermark)
    {
        lock (gate)
        {
            if (watermarks >= MaxWatermarks)
            {
                deferred = watermark;
                return;
            }

            watermarks++;
            target.Post(input, watermark);
        }
    }

    /// <summary>Sends a barrier, an idle mark or the end, after whatever watermark waits.</summary>
    public void PostControl(Message control) => Post(control);

    /// <summary>The receiver is done with a batch.</summary>
    public void ReturnCredit()
    {
        bool wake;
        lock (gate)
        {
            wake = waiting;
            waiting = false;
            if (!wake)
            {
                credits++;
            }
        }

        if (wake)
        {
            available.SetResult(true);
        }
    }

    /// <summary>The receiver has seen a watermark.</summary>
    public void ReturnWatermark()
    {
        lock (gate)
        {
            watermarks--;
            PostDeferred();
        }
    }

    /// <summary>The job has ended: whoever waits for a credit is woken.</summary>
    public void Cancel()
    {
        bool wake;
        lock (gate)
        {
            cancelled = true;
            wake = waiting;
            waiting = false;
        }

        if (wake)
        {
            available.SetException(new OperationCanceledException("The job has ended."));
        }
    }

    void IValueTaskSource.GetResult(short token) => available.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => available.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        available.OnCompleted(continuation, state, token, flags);

    // Posting under the lock keeps the order; a mailbox only queues, it never runs the receiver here.
    private void PostDeferred()
    {
        if (deferred is { } watermark)
        {
            deferred = null;
            watermarks++;
            target.Post(input, watermark);
        }
    }
}
