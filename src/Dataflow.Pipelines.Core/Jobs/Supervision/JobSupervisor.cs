using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Telemetry;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Jobs;

/// <summary>
/// Runs the job of a pipeline and restarts it from its last checkpoint where it fails, as its restart strategy allows. Holds the lock of the checkpoint
/// store meanwhile: no other process gets it between two attempts, and the drain verb finds the pipeline running.
/// </summary>
/// <param name="options">Where the checkpoints are, the clock, random numbers.</param>
/// <param name="strategy">When a failed job is restarted.</param>
/// <param name="start">Starts an attempt on the locked store. Its argument is whether an attempt of this process has completed a checkpoint: then it starts from the newest.</param>
/// <param name="logger">The log of the pipeline.</param>
internal sealed class JobSupervisor(JobOptions options, RestartStrategy strategy, Func<bool, CancellationToken, Task<Job>> start, ILogger logger) : IAsyncDisposable
{
    // Splits that are reassigned to another reader are no fault of the job: it restarts without limit. And a job that has run before waits for a service that cannot be
    // reached, as it would have while it ran.
    private static readonly ExponentialRestart WithoutLimit = new() { Attempts = int.MaxValue };

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private IAsyncDisposable? _storeLock;
    private RestartHistory _failures = RestartHistory.Empty;
    private RestartHistory _moves = RestartHistory.Empty;
    private bool _isDraining;
    private bool _hasAdvanced;
    private long _startedAt;
    private long _restartAt;

    /// <summary>Whether it locks the store; not where the caller holds a lock that covers it.</summary>
    public bool Locks { get; init; } = true;

    /// <summary>Called with the node of each failure of an attempt that ran.</summary>
    public Action<string> OnFailure { get; init; } = static _ => { };

    /// <summary>The job of the newest attempt; null before the first.</summary>
    public Job? Job { get; private set; }

    /// <summary>When the next attempt begins; null while one runs, or when none will.</summary>
    public DateTimeOffset? RestartAt => Volatile.Read(ref _restartAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Completes with the last attempt: with its fault, where it ended by one.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    private TimeProvider Time => options.Time;

    /// <summary>The problems of the job; see <see cref="Job.CheckHealth"/>.</summary>
    public IReadOnlyList<HealthProblem> Problems =>
        Job is not { } job ? [NotRunning("it has not started yet")]
        : RestartAt is { } at ? [NotRunning($"it has failed and restarts at {at:u}: {job.Completion.Exception?.InnerException?.Message.TrimEnd('.')}")]
        : job.CheckHealth().Problems;

    /// <summary>Starts the first attempt.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _storeLock = Locks ? await options.Store.LockAsync(cancellationToken) : null;
        Job = await start(false, cancellationToken);
        _startedAt = Job.LastCheckpoint;
        Completion = WatchAsync(Job);
    }

    /// <summary>See <see cref="Job.Drain"/>; later attempts drain too.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            _isDraining = true;
            Job!.Drain();
        }
    }

    /// <summary>See <see cref="Job.SuspendAsync"/>. Between two attempts there is nothing to suspend: the last checkpoint is the end.</summary>
    /// <param name="timeout">Total time for suspending the job and closing its connectors. A fifth, at most 5 s, is reserved for closing: the job is cancelled after the rest.</param>
    public async Task SuspendAsync(TimeSpan timeout)
    {
        var closing = TimeSpan.FromTicks(Math.Min(timeout.Ticks / 5, TimeSpan.TicksPerSecond * 5));
        Job? running;
        lock (_gate)
        {
            _stopping.Cancel();
            running = Job;
        }

        if (running is not { Completion.IsCompleted: false })
        {
            return;
        }

        var began = Time.GetTimestamp();
        try
        {
            await running.SuspendAsync(timeout - closing);
        }
        finally
        {
            var left = timeout - Time.GetElapsedTime(began);
            running.CloseTimeout = left > closing ? left : closing;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (Job is not null)
        {
            await Job.DisposeAsync();
        }

        if (_storeLock is not null)
        {
            await _storeLock.DisposeAsync();
            _storeLock = null;
        }
    }

    private async Task WatchAsync(Job running)
    {
        while (true)
        {
            TimeSpan pause;
            try
            {
                await running.Completion;
                return;
            }
            catch (PipelineFaultException fault) when (!_stopping.IsCancellationRequested)
            {
                OnFailure(fault.Node);
                var hasAdvanced = running.LastCheckpoint > _startedAt;
                _hasAdvanced |= hasAdvanced;
                if (PauseAfter(fault, hasAdvanced) is not { } next)
                {
                    throw;
                }

                pause = next;
                logger.Restarts(running.Pipeline, running.LastCheckpoint, pause.TotalSeconds, fault.CanRestart ? _moves.InRow : _failures.InRow, fault.Message);
            }

            await running.DisposeAsync();
            if (await RestartAsync(pause) is not { } started)
            {
                return;
            }

            running = started;
        }
    }

    // Null: the job is not restarted.
    private TimeSpan? PauseAfter(PipelineFaultException fault, bool hasAdvanced)
    {
        var now = Time.GetElapsedTime(0);
        if (fault.CanRestart)
        {
            _moves = _moves.Add(now, hasAdvanced);
            return WithoutLimit.PauseAfter(_moves, Chance());
        }

        _failures = _failures.Add(now, hasAdvanced);
        var pause = strategy.PauseAfter(_failures, Chance());
        if (pause is null && strategy is not NoRestart)
        {
            logger.GivesUp(fault.Pipeline, _failures.Count, strategy.Describe());
        }

        return pause;
    }

    /// <returns>The new attempt; <see langword="null"/> where the pipeline is being stopped.</returns>
    private async Task<Job?> RestartAsync(TimeSpan pause)
    {
        var unreachable = RestartHistory.Empty;
        try
        {
            while (true)
            {
                Volatile.Write(ref _restartAt, (Time.GetUtcNow() + pause).UtcTicks);
                await Task.Delay(pause, Time, _stopping.Token);
                Volatile.Write(ref _restartAt, 0);
                try
                {
                    return await BeginAsync();
                }
                catch (PipelineFaultException fault) when (fault.InnerException is ConnectorException)
                {
                    unreachable = unreachable.Add(default, hasAdvanced: false);
                    pause = WithoutLimit.PauseAfter(unreachable, Chance())!.Value;
                    logger.NotRestarted(fault.Pipeline, pause.TotalSeconds, fault.Message);
                }
                catch (PipelineFaultException fault) when (!_stopping.IsCancellationRequested)
                {
                    if (PauseAfter(fault, hasAdvanced: false) is not { } next)
                    {
                        throw;
                    }

                    pause = next;
                    logger.NotRestarted(fault.Pipeline, pause.TotalSeconds, fault.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Volatile.Write(ref _restartAt, 0);
        }
    }

    private async Task<Job?> BeginAsync()
    {
        var next = await start(_hasAdvanced, _stopping.Token);
        bool isStopping;
        lock (_gate)
        {
            isStopping = _stopping.IsCancellationRequested;
            if (!isStopping)
            {
                Job = next;
                _startedAt = next.LastCheckpoint;
                if (_isDraining)
                {
                    next.Drain();
                }
            }
        }

        if (isStopping)
        {
            await next.DisposeAsync();
            return null;
        }

        EventMeters.Restart(next.Pipeline);
        return next;
    }

    private static HealthProblem NotRunning(string text) => new(HealthProblemKind.NotRunning, null, text);

    // From 0 to 1.
    private double Chance()
    {
        Span<byte> drawn = stackalloc byte[sizeof(uint)];
        options.Random.GetBytes(drawn);
        return BitConverter.ToUInt32(drawn) / (double)uint.MaxValue;
    }
}
