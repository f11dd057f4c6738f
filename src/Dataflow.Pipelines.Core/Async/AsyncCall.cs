using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Async;

/// <summary>One call under way. The lane owns it; the thread that the call ends on writes its outcome and hands it back, once.</summary>
internal sealed class AsyncCall<TIn, TOut>(int slot)
    where TIn : struct
    where TOut : struct
{
    private const int Running = 0;
    private const int Answered = 1;
    private const int Expired = 2;

    private int _state;

    /// <summary>Index of its place in the lane.</summary>
    public int Slot { get; } = slot;

    public bool IsInUse { get; set; }

    /// <summary>The lane has taken its outcome.</summary>
    public bool IsDone { get; set; }

    /// <summary>Its method has returned after the call had expired; set by the lane.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Increases with each call of the lane.</summary>
    public long Number { get; set; }

    /// <summary>Timestamp at which it expires.</summary>
    public long Due { get; set; }

    public AsyncSegment<TIn, TOut> Segment { get; set; } = null!;

    public TIn Record { get; set; }

    /// <summary>The columns of the record.</summary>
    public BatchRow Row { get; set; }

    public Answer<TOut> Answer { get; set; }

    public Exception? Fault { get; set; }

    public CancellationTokenSource Stop { get; private set; } = new();

    public bool HasExpired => _state == Expired;

    /// <summary>Completes the call with its outcome; false where it has expired.</summary>
    public bool TryAnswer() => Interlocked.CompareExchange(ref _state, Answered, Running) == Running;

    /// <summary>Expires the call; false where it has completed.</summary>
    public bool TryExpire() => Interlocked.CompareExchange(ref _state, Expired, Running) == Running;

    /// <summary>Releases the record of a rejected call whose method still runs. The place is free only when the method returns.</summary>
    public void Abandon() => (IsInUse, Record, Row) = (false, default, default);

    /// <summary>Prepares it for another call. Not allowed after it has expired: its method may still run.</summary>
    public void Reset()
    {
        (_state, IsInUse, IsDone, Record, Row, Answer, Fault) = (Running, false, false, default, default, default, null);
        if (!Stop.TryReset())
        {
            Stop = new CancellationTokenSource();
        }
    }
}
