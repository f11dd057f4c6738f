using System.Collections.Concurrent;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Async;

/// <summary>
/// The calls under way of one lane, in a fixed number of places. Calls end on any thread; the lane, which owns the rest, is
/// woken once and then takes all that have ended.
/// </summary>
internal sealed class AsyncCalls<TIn, TOut>(int places, TimeSpan timeout, TimeProvider time, Action wake) : IAsyncDisposable
    where TIn : struct
    where TOut : struct
{
    private readonly AsyncCall<TIn, TOut>?[] _calls = new AsyncCall<TIn, TOut>?[places];
    private readonly Stack<int> _free = new(Enumerable.Range(0, places).Reverse());
    private readonly ConcurrentQueue<AsyncCall<TIn, TOut>> _answered = new();
    private readonly ConcurrentQueue<AsyncCall<TIn, TOut>> _returned = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private bool _isTimerSet;
    private bool _isDue;
    private long _number;

    // Calls under way that have not expired. The lane itself holds one, so that the last call cannot end before the lane does.
    private int _running = 1;

    public bool HasRoom => _free.Count > 0;

    /// <summary>Calls whose records were rejected as timed out while their methods still run; each occupies its place.</summary>
    public int Abandoned { get; private set; }

    public bool HasNews => !_answered.IsEmpty || !_returned.IsEmpty || Volatile.Read(ref _isDue);

    /// <summary>Calls whose outcomes were not emitted yet, in the order in which they were made.</summary>
    public IEnumerable<AsyncCall<TIn, TOut>> Open => _calls.OfType<AsyncCall<TIn, TOut>>().Where(static c => c.IsInUse).OrderBy(static c => c.Number);

    /// <summary>A place for a call; there must be room.</summary>
    public AsyncCall<TIn, TOut> Take()
    {
        var slot = _free.Pop();
        var call = _calls[slot] ??= new AsyncCall<TIn, TOut>(slot);
        call.IsInUse = true;
        call.Number = _number++;
        call.Due = EventTime.Add(time.GetTimestamp(), (long)(timeout.TotalSeconds * time.TimestampFrequency));
        if (!_isTimerSet)
        {
            // Calls are made in the order in which they are due: the timer is set to the earliest.
            SetTimer(call.Due);
        }

        return call;
    }

    /// <summary>Makes the call; returns when the method awaits or has completed.</summary>
    public void Run(AsyncCall<TIn, TOut> call, Func<AsyncCall<TIn, TOut>, ValueTask<Answer<TOut>>> method)
    {
        Interlocked.Increment(ref _running);
        _ = RunAsync(call, method);
    }

    /// <summary>The next call that has completed and was not taken yet.</summary>
    public bool TryTakeAnswered([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AsyncCall<TIn, TOut>? call) => _answered.TryDequeue(out call);

    /// <summary>Calls that have expired; their tokens are cancelled, and the lane no longer waits for them.</summary>
    public IEnumerable<AsyncCall<TIn, TOut>> TakeExpired()
    {
        if (!Interlocked.Exchange(ref _isDue, false))
        {
            yield break;
        }

        _isTimerSet = false;
        var now = time.GetTimestamp();
        foreach (var call in Open.Where(static c => !c.IsDone).ToList())
        {
            if (call.Due > now)
            {
                SetTimer(call.Due);
                break;
            }

            if (call.TryExpire())
            {
                // First: a callback of the method that throws must not keep the lane from ending.
                CountDown();
                call.Stop.Cancel();
                yield return call;
            }
        }
    }

    /// <summary>Releases the place of a call whose outcome was emitted.</summary>
    public void Free(AsyncCall<TIn, TOut> call)
    {
        if (!call.HasExpired)
        {
            call.Reset();
            _free.Push(call.Slot);
        }
        else if (call.HasReturned)
        {
            Replace(call);
        }
        else
        {
            // The method ignores its token: a new call in its place would exceed the limit.
            call.Abandon();
            Abandoned++;
        }
    }

    /// <summary>Frees the places of calls that had timed out and whose methods have returned since.</summary>
    public void FreeReturned()
    {
        while (_returned.TryDequeue(out var call))
        {
            call.HasReturned = true;
            if (!call.IsInUse)
            {
                Abandoned--;
                Replace(call);
            }
        }
    }

    /// <summary>Cancels all calls. Safe for all threads.</summary>
    /// <exception cref="AggregateException">Callbacks that methods have registered have thrown; every call was cancelled nevertheless.</exception>
    public void Cancel()
    {
        List<Exception>? faults = null;
        for (var i = 0; i < _calls.Length; i++)
        {
            if (Volatile.Read(ref _calls[i]) is { } call && CallbackFaults.Cancel(call.Stop) is { } thrown)
            {
                (faults ??= []).AddRange(thrown.InnerExceptions);
            }
        }

        if (faults is not null)
        {
            throw new AggregateException(faults);
        }
    }

    /// <summary>Completes when no call runs; the lane must not make further calls.</summary>
    public Task EndAsync()
    {
        CountDown();
        return _ended.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }

    private async Task RunAsync(AsyncCall<TIn, TOut> call, Func<AsyncCall<TIn, TOut>, ValueTask<Answer<TOut>>> method)
    {
        try
        {
            call.Answer = await method(call);
        }
        catch (Exception fault)
        {
            call.Fault = fault;
        }

        if (call.TryAnswer())
        {
            _answered.Enqueue(call);
            wake();
            CountDown();
        }
        else
        {
            // Too late: the result is dropped, and only the place becomes free. The end of the lane does not wait for it.
            _returned.Enqueue(call);
            wake();
        }
    }

    // An expired call's token source stays cancelled: its place gets another object.
    private void Replace(AsyncCall<TIn, TOut> call)
    {
        _calls[call.Slot] = null;
        _free.Push(call.Slot);
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _ended.TrySetResult();
        }
    }

    private void SetTimer(long due)
    {
        _isTimerSet = true;
        var left = TimeSpan.FromSeconds(Math.Min(Math.Max(0, due - time.GetTimestamp()) / (double)time.TimestampFrequency, TimerLimit.Longest.TotalSeconds));
        _timer ??= time.CreateTimer(static c => ((AsyncCalls<TIn, TOut>)c!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(left, Timeout.InfiniteTimeSpan);
    }

    private void OnDue()
    {
        Volatile.Write(ref _isDue, true);
        wake();
    }
}
