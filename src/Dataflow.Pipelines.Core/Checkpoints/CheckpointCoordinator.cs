using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// Takes one checkpoint after the other: tells the sources, gathers the states, writes the manifest, and only then lets
/// sinks make visible and sources tell their service. Runs beside the lanes.
/// </summary>
internal sealed class CheckpointCoordinator(ICheckpointedJob job, ManifestStore manifests, ILogger logger)
{
    // Intervals without a complete checkpoint after which it is a warning, and again after as many more.
    private const int OverdueAfter = 3;

    private readonly Lock _gate = new();
    private readonly WakeSignal _wake = new();
    private readonly HashSet<LaneContext> _endedSources = [];
    private Task _running = Task.CompletedTask;
    private PendingCheckpoint? _pending;
    private bool _isRequested;
    private bool _isLastRequested;
    private ITimer? _interval;
    private long _lastCheckpoint;
    private long _parent;

    // On the monotonic clock: a wall clock that is set back must not delay checkpoints.
    private long? _pauseStarted;
    private long _lastCompleted;
    private int _overdueIntervals = OverdueAfter;

    private TimeProvider Time => job.Context.Time;

    private CancellationToken Ended => job.Context.Ended;

    private IEnumerable<ISourceControl> Sources => job.Blocks.OfType<ISourceControl>();

    public long LastCheckpoint => Volatile.Read(ref _lastCheckpoint);

    /// <summary>Starts to take checkpoints.</summary>
    /// <param name="newest">The highest number that was given: one is given once, because sinks know by it what they have done.</param>
    /// <param name="restored">The checkpoint that the job started from; 0 where there was none.</param>
    public void Start(long newest, long restored)
    {
        (_lastCheckpoint, _parent) = (newest, restored);
        var interval = job.Settings.Interval;
        _lastCompleted = Time.GetTimestamp();
        _interval = Time.CreateTimer(static c => ((CheckpointCoordinator)c!).OnInterval(), this, interval, interval);
        _running = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, job.Context.Scheduler).Unwrap();
    }

    /// <summary>A checkpoint soon, after the minimum pause.</summary>
    public void Request()
    {
        Volatile.Write(ref _isRequested, true);
        _wake.Set();
    }

    /// <summary>A last checkpoint now, and then the end.</summary>
    public void RequestLast()
    {
        Volatile.Write(ref _isLastRequested, true);
        _wake.Set();
    }

    public void ReportEnded(LaneContext lane)
    {
        lock (_gate)
        {
            _endedSources.Add(lane);
        }

        _wake.Set();
    }

    public void Acknowledge(long checkpoint, LaneContext lane, IReadOnlyList<(string Node, NodeCounts Counts)> counts, Task<BlockSnapshot> snapshot)
    {
        PendingCheckpoint? current;
        lock (_gate)
        {
            current = _pending;
        }

        if (current?.Id == checkpoint)
        {
            current.Acknowledge(lane, counts, snapshot);
        }
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
            WarnIfOverdue();
        }
        catch (Exception fault)
        {
            job.Context.Control.Fail("checkpoint", fault);
        }
    }

    private void WarnIfOverdue()
    {
        PendingCheckpoint? current;
        TimeSpan elapsed;
        lock (_gate)
        {
            current = _pending;
            elapsed = Time.GetElapsedTime(_lastCompleted);
            if (elapsed / _overdueIntervals < job.Settings.Interval)
            {
                return;
            }

            _overdueIntervals += OverdueAfter;
        }

        var missing = current?.Missing(job.Blocks) ?? [];
        logger.CheckpointOverdue(
            Duration.ToText(TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds))),
            Duration.ToText(job.Settings.Interval),
            current is null ? "the coordinator has not started one"
            : missing.Any() ? $"checkpoint {current.Id} waits for the state of {string.Join(", ", missing)}"
            : $"checkpoint {current.Id} is being written or committed");
    }

    private async Task RunAsync()
    {
        try
        {
            while (!Ended.IsCancellationRequested)
            {
                var isFinal = HaveAllEnded();
                if (isFinal || Volatile.Read(ref _isLastRequested))
                {
                    await TakeAsync(isFinal, last: true);
                    await job.EndGracefullyAsync();
                    return;
                }

                var pause = PauseLeft();
                if (Volatile.Read(ref _isRequested) && pause <= TimeSpan.Zero)
                {
                    Volatile.Write(ref _isRequested, false);
                    await TakeAsync(isFinal: false, last: false);
                    _pauseStarted = Time.GetTimestamp();
                }
                else if (Volatile.Read(ref _isRequested))
                {
                    using var timer = Time.CreateTimer(static s => ((WakeSignal)s!).Set(), _wake, pause, Timeout.InfiniteTimeSpan);
                    await _wake.WaitAsync();
                }
                else
                {
                    await _wake.WaitAsync();
                }
            }
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The job has ended while a checkpoint was under way: it does not count.
        }
        catch (Exception fault)
        {
            job.Context.Control.Fail("checkpoint", fault);
        }
    }

    private TimeSpan PauseLeft() =>
        _pauseStarted is { } started ? job.Settings.MinPause - Time.GetElapsedTime(started) : TimeSpan.Zero;

    private bool HaveAllEnded()
    {
        lock (_gate)
        {
            return _endedSources.Count > 0 && _endedSources.Count == Sources.Count();
        }
    }

    private async Task TakeAsync(bool isFinal, bool last)
    {
        var started = Time.GetTimestamp();
        var at = Time.GetUtcNow();
        var current = new PendingCheckpoint(_lastCheckpoint + 1, job.Blocks.Count);
        lock (_gate)
        {
            _pending = current;
        }

        foreach (var source in Sources)
        {
            source.Send(new SourceCommand.Checkpoint(current.Id, last));
        }

        var lanes = await WaitAsync(current);
        var manifest = ManifestOf(current, lanes, at, isFinal);
        await manifests.WriteAsync(manifest, Ended);
        Volatile.Write(ref _lastCheckpoint, current.Id);
        _parent = current.Id;

        // Sinks before sources: what a service is told to forget is visible by then.
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

        lock (_gate)
        {
            _pending = null;
            (_lastCompleted, _overdueIntervals) = (Time.GetTimestamp(), OverdueAfter);
        }

        logger.Committed(current.Id, Time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)>> WaitAsync(PendingCheckpoint current)
    {
        // Not Task.WaitAsync: that resumes over the thread pool, and simulation would lose the order.
        using var timer = Time.CreateTimer(static c => ((PendingCheckpoint)c!).Expire(), current, job.Settings.Timeout, Timeout.InfiniteTimeSpan);
        using var ended = Ended.Register(static c => ((PendingCheckpoint)c!).Cancel(), current);
        try
        {
            return await current.Completion;
        }
        catch (TimeoutException)
        {
            throw new CheckpointException(
                $"Checkpoint {current.Id} was not complete after {Duration.ToText(job.Settings.Timeout)}: no state yet from {string.Join(", ", current.Missing(job.Blocks))}. " +
                "A sink or a look-up there is too slow or hangs; raise the checkpoint time-out if that is right.");
        }
    }

    private Manifest ManifestOf(PendingCheckpoint current, IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> lanes, DateTimeOffset at, bool isFinal) => new(
        Manifest.CurrentFormat,
        job.Context.Pipeline,
        job.Version,
        current.Id,
        _parent,
        job.Context.Instance,
        job.Context.Attempt,
        at,
        isFinal,
        WatermarkOf(lanes),
        job.Context.KeySecret,
        current.Counts(),
        lanes.GroupBy(static l => l.Lane.Node).ToDictionary(
            static g => g.Key,
            static g => (IReadOnlyList<ManifestLane>)[.. g.OrderBy(static l => l.Lane.Lane).Select(static l => ManifestLane.Of(l.Snapshot))]));

    // That of the barrier: the lanes have gone on since.
    private static long WatermarkOf(IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> lanes) => lanes.Where(static l => l.Lane.Block is ISourceControl)
        .GroupBy(static l => l.Lane.Node)
        .Min(static node => ((ISourceControl)node.First().Lane.Block).RestoredWatermark([.. node.Select(static l => l.Snapshot)]));
}
