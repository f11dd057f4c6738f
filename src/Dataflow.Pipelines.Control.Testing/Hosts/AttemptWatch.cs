namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>
/// An attempt whose code runs. The test waits, in real time, for what it does outside of the test; not while it waits for the clock of the test, which only goes on after the test has
/// stopped waiting. Thread-safe.
/// </summary>
internal sealed class AttemptWatch(RunContext run, bool mayWait) : IDisposable
{
    private static readonly AsyncLocal<AttemptWatch?> Flowing = new();
    private readonly Lock _lock = new();
    private readonly HashSet<WatchedTimer> _timers = [];
    private readonly CancellationTokenSource _abort = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _mayWait = mayWait;
    private bool _hasEnded;

    /// <summary>The attempt on whose behalf the current code runs; null for other code.</summary>
    public static AttemptWatch? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>The attempt.</summary>
    public RunContext Run => run;

    /// <summary>Signals that the test has ended.</summary>
    public CancellationToken Aborted => _abort.Token;

    /// <summary>Whether its code was called. Used on the scheduler of the host only.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether its code has ended.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _hasEnded;
            }
        }
    }

    /// <summary>Whether it does something outside of the test, so that the test waits for it in real time.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (_lock)
            {
                return !_hasEnded && !_mayWait && _timers.Count == 0;
            }
        }
    }

    /// <summary>Completes when it has ended, or waits for the clock of the test.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>A timer of the test's clock that it has created is armed, or is no longer.</summary>
    public void Wait(WatchedTimer timer, bool isArmed)
    {
        lock (_lock)
        {
            if (isArmed)
            {
                _timers.Add(timer);
                Signal();
            }
            else
            {
                _timers.Remove(timer);
            }
        }
    }

    /// <summary>From now on it waits for the control plane to stop it.</summary>
    public void Exempt()
    {
        lock (_lock)
        {
            _mayWait = true;
            Signal();
        }
    }

    /// <summary>Its code has ended.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            Signal();
        }
    }

    /// <summary>The test ends: asks it to stop.</summary>
    public void Abort() => _abort.Cancel();

    public void Dispose() => _abort.Dispose();

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
