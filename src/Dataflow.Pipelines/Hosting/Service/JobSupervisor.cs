using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// Runs the job of a pipeline and starts it again from its last checkpoint where it was stopped from outside (<see cref="PipelineFaultException.CanRestart"/>).
/// Holds the lock of the checkpoint store meanwhile: no other process gets it between two attempts, and the drain verb finds the pipeline running.
/// </summary>
/// <param name="store">Where the checkpoints are.</param>
/// <param name="start">Starts an attempt on the locked store. Told whether an attempt of this process has taken a checkpoint: then the newest is the one to start from.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log of the pipeline.</param>
internal sealed class JobSupervisor(ICheckpointStore store, Func<bool, CancellationToken, Task<Job>> start, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private IAsyncDisposable? _storeLock;
    private bool _isDraining;
    private bool _hasAdvanced;
    private long _startedAt;

    /// <summary>The job of the newest attempt; null before the first.</summary>
    public Job? Job { get; private set; }

    /// <summary>Completes when the last attempt has: with its fault, where it ended by one.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the first attempt.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _storeLock = await store.LockAsync(cancellationToken);
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

    /// <summary>See <see cref="Job.SuspendAsync"/>. Between two attempts there is nothing to suspend: the last checkpoint stands.</summary>
    /// <param name="timeout">For the job.</param>
    /// <param name="closing">Time for closing connectors, of what is left of the time-out at least this.</param>
    public async Task SuspendAsync(TimeSpan timeout, TimeSpan closing)
    {
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

        var began = time.GetTimestamp();
        try
        {
            await running.SuspendAsync(timeout - closing);
        }
        finally
        {
            var left = timeout - time.GetElapsedTime(began);
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
        var pause = ShortestPause;
        while (true)
        {
            try
            {
                await running.Completion;
                return;
            }
            catch (PipelineFaultException fault) when (fault.CanRestart && !_stopping.IsCancellationRequested)
            {
                if (running.LastCheckpoint > _startedAt)
                {
                    _hasAdvanced = true;
                    pause = ShortestPause;
                }

                logger.Restarts(running.Pipeline, running.LastCheckpoint, pause.TotalSeconds, fault.Message);
            }

            await running.DisposeAsync();
            if (await RestartAsync(pause) is not { } next)
            {
                return;
            }

            running = next;
            pause = Longer(pause);
        }
    }

    /// <returns>The new attempt; <see langword="null"/> where the pipeline is being stopped.</returns>
    private async Task<Job?> RestartAsync(TimeSpan pause)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pause, time, _stopping.Token);
                try
                {
                    return await BeginAsync();
                }
                catch (PipelineFaultException fault) when (fault.InnerException is ConnectorException)
                {
                    // What took the splits away may still go on. The pipeline ran before: it waits for its services as it would have while it runs.
                    pause = Longer(pause);
                    logger.NotRestarted(fault.Pipeline, pause.TotalSeconds, fault.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
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

        return next;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
