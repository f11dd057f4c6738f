namespace Dataflow.Pipelines.Blocks;

/// <summary>Calls a lane when its first timer of processing time is due. Set by the lane; it rings on any thread.</summary>
internal sealed class TimerAlarm(TimeProvider time, Action ring) : IDisposable
{
    // A timer of the runtime waits 49 days at most: for a later time the alarm rings early and is set again.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private ITimer? _timer;
    private long _due = long.MaxValue;

    /// <summary>Sets the time of the next ring, UTC ticks; <see cref="long.MaxValue"/>: never.</summary>
    public void Set(long ticks)
    {
        if (ticks != _due)
        {
            Arm(ticks);
        }
    }

    /// <summary>Sets it again after it has rung.</summary>
    /// <param name="next">When it rings again.</param>
    public void Rang(long next) => Arm(next);

    public void Dispose() => _timer?.Dispose();

    private void Arm(long ticks)
    {
        _due = ticks;
        var wait = Timeout.InfiniteTimeSpan;
        if (ticks != long.MaxValue)
        {
            // Rounded up to milliseconds, the unit of timers: an alarm that rings early would ring repeatedly.
            var left = Math.Clamp(ticks - time.GetUtcNow().UtcTicks, 0, Longest.Ticks);
            wait = TimeSpan.FromMilliseconds((left + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
        }

        if (_timer is not null)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
        else if (ticks != long.MaxValue)
        {
            _timer = time.CreateTimer(static r => ((Action)r!)(), ring, wait, Timeout.InfiniteTimeSpan);
        }
    }
}
