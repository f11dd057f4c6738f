using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>An attempt that runs: its limits of time, and the token that asks it to stop. Thread-safe.</summary>
internal sealed class Attempt(Execution execution, int number, ControlNode node, TimeProvider time, TaskScheduler scheduler) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private bool _isDisposed;

    // Written by the actor and by a timer, read where the attempt runs.
    private volatile bool _hasTimedOut;
    private volatile bool _isStopping;

    public Execution Execution => execution;

    public int Number => number;

    /// <summary>The user's code, with its inputs bound; null before.</summary>
    public NodeAttempt? Call { get; set; }

    /// <summary>Whether the user's code was started.</summary>
    public bool HasRun { get; set; }

    /// <summary>Signals that the attempt is to stop.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether it has exceeded its time.</summary>
    public bool HasTimedOut => _hasTimedOut;

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>The error of an attempt that has exceeded its time.</summary>
    public string TimeoutText => $"the attempt exceeded its timeout of {Duration.ToText(node.Timeout ?? TimeSpan.Zero)}";

    /// <summary>Starts the clock of an attempt with a timeout.</summary>
    /// <param name="grace">How long it may take to stop after that.</param>
    /// <param name="abandon">Called where it has not stopped then.</param>
    public void LimitTime(TimeSpan grace, Action abandon)
    {
        if (node.Timeout is { } timeout)
        {
            After(timeout, () =>
            {
                _hasTimedOut = true;
                Cancel();
                After(grace, abandon);
            });
        }
    }

    /// <summary>Asks it to stop.</summary>
    public void Stop()
    {
        _isStopping = true;
        Cancel();
    }

    /// <summary>Calls back after a time, on a timer's thread; not after <see cref="Dispose"/>.</summary>
    public void After(TimeSpan delay, Action action)
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _timers.Add(time.CreateTimer(static state => ((Action)state!)(), action, delay, Timeout.InfiniteTimeSpan));
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timers.ForEach(static timer => timer.Dispose());
            _timers.Clear();
        }
    }

    // Callbacks of the user's code run in the cancellation: never on the actor's turn.
    private void Cancel() => _ = Task.Factory.StartNew(_stop.Cancel, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
}
