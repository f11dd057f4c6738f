using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a source and of the stateless nodes fused to it: takes chunks from the reader, runs the generated loop over
/// them, advances the watermark. It executes commands of the job between two chunks, so a position covers complete chunks.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SourceBlock : Block, ISourceControl
{
    private readonly WakeSignal _wake = new();
    private readonly ConcurrentQueue<SourceCommand> _commands = new();
    private readonly WatermarkPolicy _policy;
    private readonly SourceAlignment.Place _place;
    private readonly OperatorValue<SourceState> _positions;
    private ISourceReader? _reader;
    private Task _completion = Task.CompletedTask;
    private ITimer? _idleTimer;
    private bool _hasEnded;
    private bool _isClosing;
    private bool _wasIdle;

    private protected SourceBlock(LaneContext lane, WatermarkPolicy policy)
        : base(lane)
    {
        _policy = policy;
        _place = lane.Job.Alignment.Join(_wake.Set);
        Clock = new SplitClock(policy);
        _positions = lane.State.AddValue("positions", SourceJson.Default.SourceState);
    }

    /// <summary>Takes the event time of each record.</summary>
    protected SplitClock Clock { get; }

    /// <summary>Processing time of the chunk, UTC ticks.</summary>
    protected long ProcessingTicks { get; private set; }

    // Since an arbitrary moment, in ticks: durations must not follow the wall clock.
    private long ElapsedTicks => Lane.Time.GetElapsedTime(0).Ticks;

    private SplitLedger Ledger => Lane.Job.Ledger(Lane.Node);

    internal override Task Completion => _completion;

    internal long Lag => _reader?.Lag ?? -1;

    long ISourceControl.Lag => Lag;

    long ISourceControl.Behind => Clock.Behind;

    bool ISourceControl.IsIdle => Volatile.Read(ref _wasIdle);

    SourceActivity ISourceControl.Activity => _reader?.Activity ?? default;

    private protected SourceSplits Splits { get; private set; } = null!;

    /// <summary>Opens the source for the lane.</summary>
    private protected abstract ValueTask<ISourceReader> OpenReaderAsync(SourceContext context, CancellationToken cancellationToken);

    /// <summary>The next chunk of the reader, without waiting.</summary>
    private protected abstract bool TryTake([NotNullWhen(true)] out SourceChunk? chunk);

    /// <summary>Loads the data that decoding the records of a chunk needs.</summary>
    private protected virtual ValueTask PrepareAsync(SourceChunk chunk) => ValueTask.CompletedTask;

    /// <summary>Processes a chunk that is not empty, and records the positions of its splits.</summary>
    private protected abstract void Work(SourceChunk chunk);

    void ISourceControl.Send(SourceCommand command)
    {
        _commands.Enqueue(command);
        _wake.Set();
    }

    long ISourceControl.RestoredWatermark(IReadOnlyList<BlockSnapshot> lanes) => SourceState.RestoredWatermark([.. lanes.Select(l => _positions.Of(l.Values))]);

    internal override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        Splits = new SourceSplits(_positions.Restored);
        Clock.Restore(Splits.RestoredWatermark);
        Ledger.Settle(Splits.Restored);
        _reader = await OpenReaderAsync(
            new SourceContext
            {
                Pipeline = Lane.Pipeline,
                Node = Lane.Node,
                Lane = Lane.Lane,
                Lanes = Lane.Lanes,
                Restored = Splits.Restored,
                Ledger = Ledger,
                IsFallback = Lane.Job.IsFallback,
                Instance = Lane.Job.Instance,
                Attempt = Lane.Job.Attempt,
                IsRestored = Lane.Job.IsRestored,
                OnMissingState = Lane.Job.OnMissingState,
                Wake = _wake.Set,
                Scheduler = Lane.Job.Scheduler,
                RequestCheckpoint = Lane.RequestCheckpoint,
                StartupTimeout = Lane.Job.StartupTimeout,
                Time = Lane.Time,
                Logger = Lane.Logger,
            },
            cancellationToken);
    }

    internal override void Start()
    {
        if (_policy.IdleTimeout is { } idle)
        {
            var period = TimerLimit.Clamp(TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, idle.Ticks / 4)));
            _idleTimer = Lane.Time.CreateTimer(static s => ((WakeSignal)s!).Set(), _wake, period, period);
        }

        _completion = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Lane.Job.Scheduler).Unwrap();
    }

    internal override void Complete() => _wake.Set();

    internal override async ValueTask CommitAsync(BlockSnapshot snapshot, CancellationToken cancellationToken)
    {
        var positions = SourceSplits.PositionsOf(_positions.Of(snapshot.Values));
        Ledger.Settle(positions);
        await _reader!.CommitAsync(snapshot.Checkpoint, positions, cancellationToken);
        ((ISourceControl)this).Send(new SourceCommand.Committed(positions));
    }

    private protected override ValueTask ProcessAsync(int input, Message batch) =>
        throw new InvalidOperationException("A source has no inputs.");

    private protected override void OnSnapshot(CheckpointBarrier barrier)
    {
        Splits.Cover();
        _positions.Current = Splits.Snapshot(Clock);
    }

    private async Task RunAsync()
    {
        try
        {
            // A restored watermark is sent first: windows closed before the restart stay closed.
            await MoveTimeAsync();
            while (!Lane.HasEnded)
            {
                while (_commands.TryDequeue(out var command))
                {
                    if (!await ExecuteAsync(command))
                    {
                        return;
                    }
                }

                var isAhead = _policy.MaxDrift is { } drift && _place.MustWait(drift.Ticks);
                if (!_hasEnded && !_isClosing && !isAhead && TryTake(out var chunk))
                {
                    Lane.Activity.Begin();
                    await TakeAsync(chunk);
                    Lane.Activity.End(Lane.State);

                    // One chunk per turn: other lanes of the same scheduler get theirs.
                    await Task.Yield();
                }
                else
                {
                    if (isAhead)
                    {
                        Clock.Touch(ElapsedTicks);
                    }

                    await MoveTimeAsync();
                    await _wake.WaitAsync();
                }
            }
        }
        catch (OperationCanceledException) when (Lane.HasEnded)
        {
            // The job has ended while this lane waited for a credit.
        }
        catch (Exception fault)
        {
            Lane.Fail(fault);
        }
    }

    private async ValueTask<bool> ExecuteAsync(SourceCommand command)
    {
        switch (command)
        {
            case SourceCommand.Checkpoint(var id, var last):
                // Records after the last barrier would be in no checkpoint: the next start reads them.
                _isClosing |= last;
                await TakeBarrierAsync(new CheckpointBarrier(id, last, Lane.Time.GetTimestamp()));
                return true;
            case SourceCommand.Drain:
                // Not awaited: it may have to wait for its splits, and barriers must not.
                _ = DrainAsync();
                return true;
            case SourceCommand.Committed(var positions):
                Splits.Settle(positions);
                foreach (var (chunk, going) in Splits.TakeCovered())
                {
                    chunk.Settled();
                    Remove(going);
                }

                return true;
            default:
                PostControl(EndOfInput.Instance);
                return false;
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            await _reader!.EndAtCurrentAsync(Lane.Ended);
        }
        catch (OperationCanceledException) when (Lane.HasEnded)
        {
            // The job has ended before the source has determined its end.
        }
        catch (Exception fault)
        {
            Lane.Fail(fault);
        }
    }

    private async ValueTask TakeAsync(SourceChunk chunk)
    {
        var (now, elapsed) = (Lane.Time.GetUtcNow().UtcTicks, ElapsedTicks);
        ProcessingTicks = now;
        foreach (var split in chunk.Added)
        {
            var latest = Splits.Add(split);
            if (Clock.Add(split.Index, latest, elapsed))
            {
                Lane.Logger.SplitBehind(split.Source, split.Partition, EventTime.ToInstant(latest), EventTime.ToInstant(Clock.Watermark));
            }
        }

        if (chunk.Count == 0 && chunk.Ended.Count == 0)
        {
            Clock.SetAssigned(isKnown: chunk.Revoked.Count == 0 && chunk.Lost.Count == 0);
        }

        Lose(chunk.Lost);
        if (chunk.Revoked.Count > 0)
        {
            Splits.Revoke(chunk);
            Lane.RequestCheckpoint();
        }

        try
        {
            if (chunk.Count > 0)
            {
                await PrepareAsync(chunk);
                Clock.Begin(now, elapsed);
                Work(chunk);
                await FlushAsync();
            }
        }
        finally
        {
            chunk.Release();
        }

        foreach (var split in chunk.Ended)
        {
            Clock.End(Splits[split.Index].Index);
        }

        await MoveTimeAsync();
        if (chunk.IsEnd)
        {
            _hasEnded = true;
            _place.Leave();
            await AdvanceAsync(Watermark.End);
            Lane.ReportEnded();
        }
    }

    private async ValueTask MoveTimeAsync()
    {
        if (_hasEnded || _isClosing)
        {
            return;
        }

        Clock.Advance(ElapsedTicks);
        if (Clock.Watermark > CurrentWatermark)
        {
            await AdvanceAsync(Clock.Watermark);
        }
        else if (_wasIdle && !Clock.IsIdle)
        {
            // Blocks downstream must wait for this lane again, at its previous watermark.
            RepeatWatermark();
        }

        if (Clock.IsIdle && !_wasIdle)
        {
            PostControl(Idle.Instance);
        }

        _wasIdle = Clock.IsIdle;
        _place.Report(_wasIdle ? long.MaxValue : Clock.Watermark);
    }

    // Records of these splits since the last checkpoint are in the state of this job, and the next owner reads them again: no checkpoint may contain both.
    private void Lose(IReadOnlyList<SourceSplit> gone)
    {
        if (Splits.UnsettledOf(gone) is { Count: > 0 } unsettled)
        {
            throw new SplitLostException(unsettled);
        }

        Remove(gone);
    }

    private void Remove(IReadOnlyList<SourceSplit> gone)
    {
        foreach (var split in gone)
        {
            if (Splits.TryRemove(split))
            {
                Lane.Logger.SplitGone(split.Source, split.Partition);
                Clock.Remove(split.Index);
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_idleTimer is not null)
        {
            await _idleTimer.DisposeAsync();
        }

        if (_reader is not null)
        {
            await _reader.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
