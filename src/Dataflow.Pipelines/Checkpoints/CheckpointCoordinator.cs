using System.Text.Json;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// Takes one checkpoint after the other: tells the sources, gathers the states, writes the manifest, and only then lets
/// sinks make visible and sources tell their service. Runs beside the lanes.
/// </summary>
internal sealed class CheckpointCoordinator(Job job, ManifestStore manifests, ILogger logger)
{
    // Intervals without a complete checkpoint after which it is a warning, and again after as many more.
    private const int OverdueAfter = 3;

    private readonly Lock gate = new();
    private readonly WakeSignal wake = new();
    private readonly HashSet<LaneContext> endedSources = [];
    private Task running = Task.CompletedTask;
    private PendingCheckpoint? pending;
    private bool isRequested;
    private bool isLastRequested;
    private ITimer? interval;
    private long lastCheckpoint;
    private long parent;

    // On the monotonic clock: a wall clock that is set back must not delay checkpoints.
    private long? pauseStarted;
    private long lastCompleted;
    private int overdueIntervals = OverdueAfter;

    public long LastCheckpoint => Volatile.Read(ref lastCheckpoint);

    /// <summary>Starts to take checkpoints.</summary>
    /// <param name="newest">The highest number that was given: one is given once, because sinks know by it what they have done.</param>
    /// <param name="restored">The checkpoint that the job started from; 0 where there was none.</param>
    public void Start(long newest, long restored)
    {
        (lastCheckpoint, parent) = (newest, restored);
        var options = job.Options;
        lastCompleted = options.Time.GetTimestamp();
        interval = options.Time.CreateTimer(static c => ((CheckpointCoordinator)c!).OnInterval(), this, options.CheckpointInterval, options.CheckpointInterval);
        running = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler).Unwrap();
    }

    /// <summary>A checkpoint soon, after the minimum pause.</summary>
    public void Request()
    {
        Volatile.Write(ref isRequested, true);
        wake.Set();
    }

    /// <summary>A last checkpoint now, and then the end.</summary>
    public void RequestLast()
    {
        Volatile.Write(ref isLastRequested, true);
        wake.Set();
    }

    public void ReportEnded(LaneContext lane)
    {
        lock (gate)
        {
            endedSources.Add(lane);
        }

        wake.Set();
    }

    public void Acknowledge(long checkpoint, LaneContext lane, List<(string Node, NodeCounts Counts)> counts, Task<BlockSnapshot> snapshot)
    {
        PendingCheckpoint? current;
        lock (gate)
        {
            current = pending;
        }

        if (current?.Id == checkpoint)
        {
            current.Acknowledge(lane, counts, snapshot);
        }
    }

    public async Task StopAsync()
    {
        if (interval is not null)
        {
            await interval.DisposeAsync();
        }

        wake.Set();
        await running;
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
            job.Fail("checkpoint", fault);
        }
    }

    private void WarnIfOverdue()
    {
        var options = job.Options;
        PendingCheckpoint? current;
        TimeSpan elapsed;
        lock (gate)
        {
            current = pending;
            elapsed = options.Time.GetElapsedTime(lastCompleted);
            if (elapsed / overdueIntervals < options.CheckpointInterval)
            {
                return;
            }

            overdueIntervals += OverdueAfter;
        }

        var missing = current?.Missing(job.Blocks) ?? [];
        logger.CheckpointOverdue(
            Duration.ToText(TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds))),
            Duration.ToText(options.CheckpointInterval),
            current is null ? "the coordinator has not started one"
            : missing.Any() ? $"checkpoint {current.Id} waits for the state of {string.Join(", ", missing)}"
            : $"checkpoint {current.Id} is being written or committed");
    }

    private async Task RunAsync()
    {
        try
        {
            while (!job.HasEnded)
            {
                var isFinal = HaveAllEnded();
                if (isFinal || Volatile.Read(ref isLastRequested))
                {
                    await TakeAsync(isFinal, last: true);
                    await job.EndGracefullyAsync();
                    return;
                }

                var pause = PauseLeft();
                if (Volatile.Read(ref isRequested) && pause <= TimeSpan.Zero)
                {
                    Volatile.Write(ref isRequested, false);
                    await TakeAsync(isFinal: false, last: false);
                    pauseStarted = job.Options.Time.GetTimestamp();
                }
                else if (Volatile.Read(ref isRequested))
                {
                    using var timer = job.Options.Time.CreateTimer(static s => ((WakeSignal)s!).Set(), wake, pause, Timeout.InfiniteTimeSpan);
                    await wake.WaitAsync();
                }
                else
                {
                    await wake.WaitAsync();
                }
            }
        }
        catch (OperationCanceledException) when (job.HasEnded)
        {
            // The job has ended while a checkpoint was under way: it does not count.
        }
        catch (Exception fault)
        {
            job.Fail("checkpoint", fault);
        }
    }

    private TimeSpan PauseLeft() =>
        pauseStarted is { } started ? job.Options.CheckpointMinPause - job.Options.Time.GetElapsedTime(started) : TimeSpan.Zero;

    private bool HaveAllEnded()
    {
        lock (gate)
        {
            return endedSources.Count > 0 && endedSources.Count == job.Sources.Count();
        }
    }

    private async Task TakeAsync(bool isFinal, bool last)
    {
        var time = job.Options.Time;
        var started = time.GetTimestamp();
        var at = time.GetUtcNow();
        var current = new PendingCheckpoint(lastCheckpoint + 1, job.Blocks.Count);
        lock (gate)
        {
            pending = current;
        }

        foreach (var source in job.Sources)
        {
            source.Send(new SourceCommand.Checkpoint(current.Id, last));
        }

        var lanes = await WaitAsync(current);
        var manifest = ManifestOf(current, lanes, at, isFinal);
        await manifests.WriteAsync(manifest, job.Ended);
        Volatile.Write(ref lastCheckpoint, current.Id);
        parent = current.Id;

        // Sinks before sources: what a service is told to forget is visible by then.
        foreach (var (lane, snapshot) in lanes.OrderBy(static l => l.Lane.IsSource))
        {
            try
            {
                await lane.Block.CommitAsync(snapshot, job.Ended);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new PipelineFaultException(job.Pipeline, lane.Node, fault);
            }
        }

        await manifests.RetainAsync(job.Options.CheckpointRetention, job.Ended);
        lock (gate)
        {
            pending = null;
            (lastCompleted, overdueIntervals) = (time.GetTimestamp(), OverdueAfter);
        }

        logger.Committed(current.Id, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)>> WaitAsync(PendingCheckpoint current)
    {
        // Not Task.WaitAsync: that resumes over the thread pool, and simulation would lose the order.
        using var timer = job.Options.Time.CreateTimer(static c => ((PendingCheckpoint)c!).Expire(), current, job.Options.CheckpointTimeout, Timeout.InfiniteTimeSpan);
        using var ended = job.Ended.Register(static c => ((PendingCheckpoint)c!).Cancel(), current);
        try
        {
            return await current.Completion;
        }
        catch (TimeoutException)
        {
            throw new CheckpointException(
                $"Checkpoint {current.Id} was not complete after {Duration.ToText(job.Options.CheckpointTimeout)}: no state yet from {string.Join(", ", current.Missing(job.Blocks))}. " +
                "A sink or a look-up there is too slow or hangs; raise the checkpoint time-out if that is right.");
        }
    }

    private Manifest ManifestOf(PendingCheckpoint current, IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> lanes, DateTimeOffset at, bool isFinal) => new(
        Manifest.CurrentFormat,
        job.Pipeline,
        job.Version,
        current.Id,
        parent,
        job.Instance,
        job.Attempt,
        at,
        isFinal,
        WatermarkOf(lanes),
        job.KeySecret,
        current.Counts(),
        lanes.GroupBy(static l => l.Lane.Node).ToDictionary(
            static g => g.Key,
            static g => (IReadOnlyList<ManifestLane>)[.. g.OrderBy(static l => l.Lane.Lane).Select(static l => new ManifestLane(
                l.Snapshot.State.IsEmpty ? null : JsonElement.Parse(l.Snapshot.State.Span), l.Snapshot.Files))]));

    // That of the barrier: the lanes have gone on since.
    private static long WatermarkOf(IReadOnlyList<(LaneContext Lane, BlockSnapshot Snapshot)> lanes) => lanes.Where(static l => l.Lane.IsSource)
        .GroupBy(static l => l.Lane.Node, static l => JsonSerializer.Deserialize(l.Snapshot.State.Span, CheckpointJson.Default.SourceState)!)
        .Min(static node => SourceState.RestoredWatermark([.. node]));
}
