namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>A timer that an attempt has created: while it is armed, the attempt waits for virtual time. Thread-safe.</summary>
internal sealed class WatchedTimer : ITimer
{
    private readonly AttemptWatch _attempt;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _timer;
    private bool _repeats;

    public WatchedTimer(TimeProvider time, AttemptWatch attempt, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_attempt, _callback, _state) = (attempt, callback, state);
        _timer = time.CreateTimer(static timer => ((WatchedTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _repeats = period > TimeSpan.Zero;
        _attempt.Wait(this, isArmed: dueTime != Timeout.InfiniteTimeSpan);
        return _timer.Change(dueTime, period);
    }

    public void Dispose()
    {
        _attempt.Wait(this, isArmed: false);
        _timer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire()
    {
        if (!_repeats)
        {
            _attempt.Wait(this, isArmed: false);
        }

        _callback(_state);
    }
}
