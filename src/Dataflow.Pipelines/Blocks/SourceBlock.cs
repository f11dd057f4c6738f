using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a source and of the stateless nodes fused to it: takes chunks from the reader, runs the generated loop over
/// them, moves the watermark. Control comes from the job between two chunks, so a position stands for whole chunks.
/// </summary>
/// <typeparam name="T">What the source's messages are decoded to.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SourceBlock<T> : Block, ISourceControl
    where T : struct, IRecord<T>
{
    // What a dead letter keeps of a message over the limit: enough to see what it is, and surely within what a broker takes.
    private const int KeptOfOversize = 64 << 10;

    private readonly ISource<T> _source;
    private readonly WakeSignal _wake = new();
    private readonly ConcurrentQueue<SourceCommand> _commands = new();
    private readonly List<SourceChunk> _revoking = [];
    private readonly WatermarkPolicy _policy;
    private readonly int _recordLimit;
    private readonly SourceAlignment.Place _place;
    private readonly OperatorValue<SourceState> _positions;
    private SourceSplits _splits = null!;
    private ISourceReader? _reader;
    private Task _completion = Task.CompletedTask;
    private ITimer? _idleTimer;
    private bool _hasEnded;
    private bool _isClosing;
    private bool _wasIdle;

    /// <summary>A lane of a source.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="source">What the user's property returned.</param>
    /// <param name="policy">How the watermark moves.</param>
    protected SourceBlock(LaneContext lane, ISource<T> source, WatermarkPolicy policy)
        : base(lane)
    {
        _source = lane.Options.Connectors?.Source(lane.Node, source) ?? source;
        _policy = policy;
        _recordLimit = lane.Options.RecordLimit;
        _place = lane.Alignment.Join(_wake.Set);
        Clock = new SplitClock(policy);
        _positions = lane.State.AddValue("positions", SourceJson.Default.SourceState);
    }

    /// <summary>Takes the event time of each record.</summary>
    protected SplitClock Clock { get; }

    /// <summary>Reads JSON and shares repeated text.</summary>
    protected JsonDecoder Decoder { get; } = new();

    /// <summary>Processing time of the chunk, UTC ticks.</summary>
    protected long ProcessingTicks { get; private set; }

    // Since an arbitrary moment, in ticks: what measures a duration does not follow the wall clock.
    private long ElapsedTicks => Lane.Time.GetElapsedTime(0).Ticks;

    internal override Task Completion => _completion;

    internal long Lag => _reader?.Lag ?? -1;

    long ISourceControl.Lag => Lag;

    long ISourceControl.Behind => Clock.Behind;

    SourceActivity ISourceControl.Activity => _reader?.Activity ?? default;

    /// <summary>The generated loop: each message leaves by an output or is counted.</summary>
    /// <param name="messages">One chunk; payloads are valid until the method returns.</param>
    protected abstract void Process(ReadOnlySpan<SourceMessage> messages);

    /// <summary>Whether a message is over the record limit and so is not decoded; then why, for the dead letter.</summary>
    protected bool IsOversize(in SourceMessage message, [NotNullWhen(true)] out string? reason)
    {
        if (message.Payload.Length <= _recordLimit)
        {
            reason = null;
            return false;
        }

        reason = Oversize(in message);
        return true;
    }

    /// <summary>Puts a message out as a dead letter.</summary>
    /// <param name="output">The output for rejects.</param>
    /// <param name="node">Counters of the node that rejects it.</param>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ticks">Event time where it is known, else 0.</param>
    protected void Reject(Output<DeadLetter> output, NodeCounters node, in SourceMessage message, string reason, long ticks = 0)
    {
        var split = _splits[message.Split];
        var position = new SourcePosition(split.Source, split.Partition, message.Offset, KeptOf(in message).ToArray());
        Reject(output, node, reason, new DateTimeOffset(ProcessingTicks, TimeSpan.Zero), new BatchRow(ticks, RowKind.Insert, position));
    }

    /// <summary>Where a message was read, with a copy of its bytes, for nodes downstream that can reject.</summary>
    protected SourcePosition PositionOf(in SourceMessage message)
    {
        var split = _splits[message.Split];
        return new(split.Source, split.Partition, message.Offset, message.Payload.ToArray());
    }

    /// <summary>Drops a record whose processing threw, because the pipeline says so.</summary>
    protected void Skip(NodeCounters node, in SourceMessage message, Exception cause) => Skip(node, PlaceOf(in message), cause);

    /// <summary>The error of a record whose processing threw, with what is needed to find it.</summary>
    protected Exception Unexpected(NodeCounters node, in SourceMessage message, Exception cause) =>
        new RecordFaultException(node.Node, PlaceOf(in message), cause);

    private string PlaceOf(in SourceMessage message)
    {
        var split = _splits[message.Split];
        return $"{split.Source}[{split.Partition}]@{message.Offset}";
    }

    private string Oversize(in SourceMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"message is over the record limit of {_recordLimit} bytes: it has {message.Payload.Length}, the dead letter the first {KeptOf(in message).Length}");

    private ReadOnlySpan<byte> KeptOf(in SourceMessage message) =>
        message.Payload.Length <= _recordLimit ? message.Payload : message.Payload[..Math.Min(message.Payload.Length, KeptOfOversize)];

    void ISourceControl.Send(SourceCommand command)
    {
        _commands.Enqueue(command);
        _wake.Set();
    }

    long ISourceControl.RestoredWatermark(IReadOnlyList<BlockSnapshot> lanes) => SourceState.RestoredWatermark([.. lanes.Select(l => _positions.Of(l.Values))]);

    internal override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _splits = new SourceSplits(_positions.Restored);
        Clock.Restore(_splits.RestoredWatermark);
        _reader = await _source.OpenAsync(
            new SourceContext
            {
                Pipeline = Lane.Pipeline,
                Node = Lane.Node,
                Lane = Lane.Lane,
                Lanes = Lane.Lanes,
                Restored = _splits.Restored,
                IsFallback = Lane.IsFallback,
                Instance = Lane.Instance,
                Attempt = Lane.Attempt,
                IsRestored = Lane.IsRestored,
                OnMissingState = Lane.Options.OnMissingState,
                Wake = _wake.Set,
                RequestCheckpoint = Lane.RequestCheckpoint,
                StartupTimeout = Lane.Options.StartupTimeout,
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

        _completion = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Lane.Scheduler).Unwrap();
    }

    internal override void Complete() => _wake.Set();

    internal override async ValueTask CommitAsync(BlockSnapshot snapshot, CancellationToken cancellationToken)
    {
        var positions = SourceSplits.PositionsOf(_positions.Of(snapshot.Values));
        await _reader!.CommitAsync(snapshot.Checkpoint, positions, cancellationToken);
        ((ISourceControl)this).Send(new SourceCommand.Committed(positions));
    }

    private protected override ValueTask ProcessAsync(int input, Message batch) =>
        throw new InvalidOperationException("A source has no inputs.");

    private protected override void OnSnapshot(CheckpointBarrier barrier)
    {
        foreach (var chunk in _revoking)
        {
            _splits.Covered(chunk);
        }

        _positions.Current = _splits.Snapshot(Clock);
    }

    private async Task RunAsync()
    {
        try
        {
            // A restored watermark goes first: what was closed before the restart stays closed.
            await MoveTimeAsync();
            while (!Lane.HasEnded)
            {
                while (_commands.TryDequeue(out var command))
                {
                    if (!await ObeyAsync(command))
                    {
                        return;
                    }
                }

                var isAhead = _policy.MaxDrift is { } drift && _place.MustWait(drift.Ticks);
                if (!_hasEnded && !_isClosing && !isAhead && _reader!.TryRead(out var chunk))
                {
                    await TakeAsync(chunk);

                    // One chunk a turn: other lanes of the same scheduler get theirs.
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

    private async ValueTask<bool> ObeyAsync(SourceCommand command)
    {
        switch (command)
        {
            case SourceCommand.Checkpoint(var id, var last):
                // What would be read after the last barrier is in no checkpoint: the next start reads it.
                _isClosing |= last;
                await TakeBarrierAsync(new CheckpointBarrier(id, last));
                return true;
            case SourceCommand.Drain:
                // Not awaited: it may have to wait for its splits, and barriers must not.
                _ = DrainAsync();
                return true;
            case SourceCommand.Committed(var positions):
                _splits.Settle(positions);
                foreach (var chunk in _splits.TakeCovered(_revoking))
                {
                    chunk.Settled();
                    Forget(chunk.Revoked);
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
            // The job has ended before the source knew its end.
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
            var latest = _splits.Add(split);
            if (Clock.Add(split.Index, latest, elapsed))
            {
                Lane.Logger.SplitBehind(split.Source, split.Partition, EventTime.ToInstant(latest), EventTime.ToInstant(Clock.Watermark));
            }
        }

        if (chunk.Messages.Length == 0)
        {
            Clock.SetAssigned(isKnown: chunk.Revoked.Count == 0 && chunk.Lost.Count == 0);
        }

        Lose(chunk.Lost);
        if (chunk.Revoked.Count > 0)
        {
            // Settled when a checkpoint that covers all before this chunk is durable.
            _revoking.Add(chunk);
            Lane.RequestCheckpoint();
        }

        try
        {
            if (chunk.Messages.Length > 0)
            {
                Clock.Begin(now, elapsed);
                Process(chunk.Messages);
                _splits.Advance(chunk.Messages);
                await FlushAsync();
            }
        }
        finally
        {
            chunk.Release();
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
            // Blocks downstream wait for this lane again before they move on, at the watermark that it had.
            RepeatWatermark();
        }

        if (Clock.IsIdle && !_wasIdle)
        {
            PostControl(Idle.Instance);
        }

        _wasIdle = Clock.IsIdle;
        _place.Report(_wasIdle ? long.MaxValue : Clock.Watermark);
    }

    // What was read of them since the last checkpoint is in the states of this graph, and their next owner reads it again: no checkpoint may hold both.
    private void Lose(IReadOnlyList<SourceSplit> gone)
    {
        if (_splits.UnsettledOf(gone) is { Count: > 0 } unsettled)
        {
            throw new SplitLostException(unsettled);
        }

        Forget(gone);
    }

    private void Forget(IReadOnlyList<SourceSplit> gone)
    {
        foreach (var split in gone)
        {
            Lane.Logger.SplitGone(split.Source, split.Partition);
            _splits.Remove(split);
            Clock.Remove(split.Index);
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
