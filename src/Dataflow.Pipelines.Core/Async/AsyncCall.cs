using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Async;

/// <summary>One call under way. The lane owns it; the thread that the call ends on writes its outcome and hands it back, once.</summary>
internal sealed class AsyncCall<TIn, TOut>(int slot)
    where TIn : struct
    where TOut : struct
{
    private const int Asked = 0;
    private const int Answered = 1;
    private const int Expired = 2;

    private int _state;

    /// <summary>Which of the lane's places it has.</summary>
    public int Slot { get; } = slot;

    public bool IsInUse { get; set; }

    /// <summary>The lane has seen its outcome.</summary>
    public bool IsDone { get; set; }

    /// <summary>Its method has returned after the call had expired; set by the lane.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Rises with each call of the lane.</summary>
    public long Number { get; set; }

    /// <summary>Time stamp at which it has waited long enough.</summary>
    public long Due { get; set; }

    public AsyncSegment<TIn, TOut> Segment { get; set; } = null!;

    public TIn Record { get; set; }

    /// <summary>The columns of the record.</summary>
    public BatchRow Row { get; set; }

    public Answer<TOut> Answer { get; set; }

    public Exception? Fault { get; set; }

    public CancellationTokenSource Stop { get; private set; } = new();

    public bool HasExpired => _state == Expired;

    /// <summary>The outcome is there; false where the lane does not wait for it any more.</summary>
    public bool TryAnswer() => Interlocked.CompareExchange(ref _state, Answered, Asked) == Asked;

    /// <summary>It has waited long enough; false where the outcome was there first.</summary>
    public bool TryExpire() => Interlocked.CompareExchange(ref _state, Expired, Asked) == Asked;

    /// <summary>The record was rejected and the method still runs: the place stays taken, what it holds is released.</summary>
    public void Abandon() => (IsInUse, Record, Row) = (false, default, default);

    /// <summary>Makes it ready for another call. Not after it has expired: its call may still run.</summary>
    public void Reset()
    {
        (_state, IsInUse, IsDone, Record, Row, Answer, Fault) = (Asked, false, false, default, default, default, null);
        if (!Stop.TryReset())
        {
            Stop = new CancellationTokenSource();
        }
    }
}
