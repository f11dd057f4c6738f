namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>
/// The clock of a simulated job, which only a test advances; timers fire on the thread that advances it, in the order of their times.
/// FakeTimeProvider of Microsoft.Extensions.TimeProvider.Testing also calls the timers inline in <c>Advance</c>, and is sufficient for a component that is tested
/// alone. A job on a <see cref="SingleThreadScheduler"/> needs features that it lacks: a timer only queues work, and the scheduler must run that work
/// before the next timer fires, or one advance over two checkpoint intervals would differ from two advances; a test counts the timers that
/// were not disposed of; and the wall clock can be set back while the monotonic clock continues.
/// </summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<VirtualTimer> _timers = [];

    // Both guarded by the gate: the monotonic time since the start, and the offset of the wall clock that a test has set.
    private TimeSpan _elapsed;
    private TimeSpan _offset;

    /// <summary>A clock that starts at noon (UTC) of 2026-03-01.</summary>
    public VirtualTime()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Timers that were not disposed of.</summary>
    public int Timers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Time until the next timer fires; null: none is due.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count == 0 ? null : _timers.Min(static timer => timer.DueAt) - _elapsed;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return start + _elapsed + _offset;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>Sets the wall clock, as an administrator or a time service does; the monotonic clock and the timers are not affected.</summary>
    public void SetWallClock(DateTimeOffset now)
    {
        lock (_gate)
        {
            _offset = now - (start + _elapsed);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances both clocks. Each timer on the way fires at its own time, and the work that it starts is run before the next one fires.</summary>
    /// <param name="by">How far; not negative.</param>
    /// <param name="run">Runs the work that a timer has started; null if the thread pool runs it.</param>
    public void Advance(TimeSpan by, Action? run = null)
    {
        TimeSpan until;
        lock (_gate)
        {
            until = _elapsed + by;
        }

        while (TakeDue(until) is { } due)
        {
            due.Fire();
            run?.Invoke();
        }

        lock (_gate)
        {
            _elapsed = until;
        }
    }

    private VirtualTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            var due = _timers.Where(t => t.DueAt <= until).MinBy(static t => t.DueAt);
            if (due is not null)
            {
                _elapsed = due.DueAt > _elapsed ? due.DueAt : _elapsed;
                due.Rearm();
            }

            return due;
        }
    }

    private sealed class VirtualTimer(VirtualTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        /// <summary>On the monotonic clock; guarded by the clock's gate.</summary>
        public TimeSpan DueAt { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = clock._elapsed + dueTime;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        // Called under the clock's gate.
        public void Rearm()
        {
            if (_period > TimeSpan.Zero)
            {
                DueAt += _period;
            }
            else
            {
                clock._timers.Remove(this);
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
