using System.Diagnostics;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// Takes one checkpoint after the other, as <see cref="CheckpointProtocol"/> decides: sends the barriers, gathers the states, writes the manifest, and
/// only then commits the sinks and the sources. Runs in parallel with the lanes.
/// </summary>
internal sealed class CheckpointCoordinator(ICheckpointedJob job, ManifestStore manifests, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly WakeSignal _wake = new();
    private Dictionary<LaneContext, int> _lanes = [];
    private CheckpointProtocol _protocol = null!;
    private CheckpointDelay _delay = null!;
    private PendingCheckpoint? _pending;
    private Task _running = Task.CompletedTask;
    private ITimer? _interval;
    private long _lastCheckpoint;

    // On the monotonic clock: a wall clock that is set back must not delay checkpoints.
    private long? _pauseStarted;

    /// <summary>Number of the newest durable checkpoint, or of the newest that existed at the start; 0 where there is none.</summary>
    public long LastCheckpoint => Volatile.Read(ref _lastCheckpoint);

    /// <summary>Time since the last complete checkpoint; since the start before the first.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_gate)
            {
                return _delay.Age;
            }
        }
    }

    private TimeProvider Time => job.Context.Time;

    private CancellationToken Ended => job.Context.Ended;

    private IEnumerable<ISourceControl> Sources => job.Blocks.OfType<ISourceControl>();

    private TimeSpan PauseLeft => _pauseStarted is { } started ? job.Settings.MinPause - Time.GetElapsedTime(started) : TimeSpan.Zero;

    /// <summary>Registers the lanes, before any of them runs.</summary>
    /// <param name="newest">The highest number that was given.</param>
    /// <param name="restored">The checkpoint that the job starts from; 0 where there is none.</param>
    public void Open(long newest, long restored)
    {
        _lanes = job.Blocks.Index().ToDictionary(static b => b.Item.Lane, static b => b.Index);
        _protocol = new CheckpointProtocol(_lanes.Count, Sources.Count(), newest, restored);
        _delay = new CheckpointDelay(Time, job.Settings.Interval);
        _lastCheckpoint = newest;
    }

    /// <summary>Starts to take checkpoints.</summary>
    public void Start()
    {
        _interval = Time.CreateTimer(static c => ((CheckpointCoordinator)c!).OnInterval(), this, job.Settings.Interval, job.Settings.Interval);
        _running = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, job.Context.Scheduler).Unwrap();
    }

    /// <summary>Requests a checkpoint as soon as the minimum pause allows.</summary>
    public void Request()
    {
        lock (_gate)
        {
            _protocol = _protocol.Request();
        }

        _wake.Set();
    }

    /// <summary>Requests a last checkpoint immediately; then the job ends.</summary>
    public void RequestLast()
    {
        lock (_gate)
        {
            _protocol = _protocol.RequestLast();
        }

        _wake.Set();
    }

    public void ReportEnded(LaneContext lane)
    {
        lock (_gate)
        {
            _protocol = _protocol.EndSource(_lanes[lane]);
        }

        _wake.Set();
    }

    public void Acknowledge(long checkpoint, LaneContext lane, IReadOnlyList<(string Node, NodeCounts Counts)> counts, Task<BlockSnapshot> snapshot)
    {
        PendingCheckpoint pending;
        lock (_gate)
        {
            if (!_protocol.IsGathering(checkpoint))
            {
                return;
            }

            _protocol = _protocol.Acknowledge(checkpoint, _lanes[lane]);
            pending = _pending!;
            pending.Count(counts);
        }

        _ = StoreAsync(pending, lane, snapshot);
    }

    public async Task StopAsync()
    {
        if (_interval is not null)
        {
            await _interval.DisposeAsync();
        }

        _wake.Set();
        await _running;
    }

    // On a timer's thread, where an exception, also of the logger, would end the process.
    private void OnInterval()
    {
        try
        {
            Request();
            WarnOfDelay();
        }
        catch (Exception fault)
        {
            job.Context.Control.Fail("checkpoint", fault);
        }
    }

    private void WarnOfDelay()
    {
        TimeSpan elapsed;
        string reason;
        lock (_gate)
        {
            if (!_delay.IsDue(out elapsed))
            {
                return;
            }

            reason = _protocol.Phase switch
            {
                CheckpointPhase.Gathering => $"checkpoint {_protocol.Number} waits for the state of {string.Join(", ", Missing())}",
                CheckpointPhase.Writing or CheckpointPhase.Committing => $"checkpoint {_protocol.Number} is being written or committed",
                _ => "the coordinator has not started one",
            };
        }

        logger.CheckpointOverdue(Duration.ToSeconds(elapsed), Duration.ToText(job.Settings.Interval), reason);
    }

    private async Task RunAsync()
    {
        try
        {
            while (!Ended.IsCancellationRequested)
            {
                var due = Due();
                if (due == CheckpointDue.No)
                {
                    await _wake.WaitAsync();
                }
                else if (due == CheckpointDue.AfterPause && PauseLeft is var pause && pause > TimeSpan.Zero)
                {
                    using var timer = Time.CreateTimer(static s => ((WakeSignal)s!).Set(), _wake, pause, Timeout.InfiniteTimeSpan);
                    await _wake.WaitAsync();
                }
                else if (await TryTakeAsync())
                {
                    await job.EndGracefullyAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The job has ended while a checkpoint was under way: it is discarded.
        }
        catch (Exception fault)
        {
            job.Context.Control.Fail("checkpoint", fault);
        }
    }

    private CheckpointDue Due()
    {
        lock (_gate)
        {
            return _protocol.Due;
        }
    }

    private async Task<bool> TryTakeAsync()
    {
        try
        {
            return await TakeAsync();
        }
        catch
        {
            EventMeters.FailCheckpoint(job.Context.Pipeline);
            throw;
        }
    }

    // Returns whether it was the last.
    private async Task<bool> TakeAsync()
    {
        using var activity = PipelineTelemetry.Activities.StartActivity("dataflow.checkpoint")?.SetTag("pipeline", job.Context.Pipeline);
        var (started, at) = (Time.GetTimestamp(), Time.GetUtcNow());
        CheckpointProtocol current;
        PendingCheckpoint pending;
        lock (_gate)
        {
            _protocol = current = _protocol.Start();
            _pending = pending = new PendingCheckpoint(current.Number);
        }

        activity?.SetTag("checkpoint", current.Number);
        foreach (var source in Sources)
        {
            source.Send(new SourceCommand.Checkpoint(current.Number, current.IsLast));
        }

        await GatherAsync(pending);
        activity?.AddEvent(new ActivityEvent("states durable"));
        await manifests.WriteAsync(ManifestBuilder.Build(job, pending, current.Completed, at, current.IsFinal), Ended);
        lock (_gate)
        {
            _protocol = _protocol.Write();
        }

        Volatile.Write(ref _lastCheckpoint, current.Number);
        activity?.AddEvent(new ActivityEvent("manifest durable"));
        await CommitAsync(pending.Lanes);
        lock (_gate)
        {
            _protocol = _protocol.Commit();
            _pending = null;
            _delay.Reset();
        }

        var duration = Time.GetElapsedTime(started);
        EventMeters.CompleteCheckpoint(job.Context.Pipeline, duration, pending.Bytes);
        logger.Committed(current.Number, duration.TotalMilliseconds);
        _pauseStarted = Time.GetTimestamp();
        return current.IsLast;
    }

    private async Task GatherAsync(PendingCheckpoint pending)
    {
        // Not Task.WaitAsync: that resumes on the thread pool, and simulation would lose the order.
        using var timer = Time.CreateTimer(_ => Expire(pending), null, job.Settings.Timeout, Timeout.InfiniteTimeSpan);
        using var ended = Ended.Register(static p => ((PendingCheckpoint)p!).Cancel(), pending);
        await pending.Completion;
    }

    // Runs on the lane until it awaits the snapshot, then on the thread that has made it durable.
    private async Task StoreAsync(PendingCheckpoint pending, LaneContext lane, Task<BlockSnapshot> snapshot)
    {
        try
        {
            var stored = await snapshot;
            lock (_gate)
            {
                if (!_protocol.IsGathering(pending.Number))
                {
                    return;
                }

                pending.Add(lane, stored);
                _protocol = _protocol.Store(pending.Number, _lanes[lane]);
                if (_protocol.Phase == CheckpointPhase.Gathering)
                {
                    return;
                }
            }

            pending.Complete();
        }
        catch (Exception fault)
        {
            Discard(pending, () => new PipelineFaultException(lane.Pipeline, lane.Node, fault));
        }
    }

    private void Expire(PendingCheckpoint pending) => Discard(pending, () => new CheckpointException(
        $"Checkpoint {pending.Number} was not complete after {Duration.ToText(job.Settings.Timeout)}: no state yet from {string.Join(", ", Missing())}. " +
        "A sink or an asynchronous operation there is too slow or hangs; raise the checkpoint time-out if such a duration is expected."));

    private void Discard(PendingCheckpoint pending, Func<Exception> reason)
    {
        Exception fault;
        lock (_gate)
        {
            if (!_protocol.IsGathering(pending.Number))
            {
                return;
            }

            fault = reason();
            _protocol = _protocol.Discard(pending.Number);
        }

        pending.Fail(fault);
    }

    // Nodes with a lane whose state is not durable.
    private IEnumerable<string> Missing() => job.Blocks.Select(static b => b.Lane).Where(lane => !_protocol.Has(_lanes[lane])).Select(static lane => lane.Node).Distinct();

    private async Task CommitAsync(IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> lanes)
    {
        // Sinks before sources: when a source commits positions to its service, the output up to them is visible.
        foreach (var (lane, snapshot) in lanes.OrderBy(static l => l.Lane.Block is ISourceControl))
        {
            try
            {
                await lane.Block.CommitAsync(snapshot, Ended);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new PipelineFaultException(job.Context.Pipeline, lane.Node, fault);
            }
        }

        var oldest = await manifests.RetainAsync(job.Settings.Retention, Ended);
        foreach (var (lane, _) in lanes)
        {
            await lane.State.RetainAsync(oldest);
        }
    }
}
