using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a keyed node and the stateless ones after it: one generated loop over each batch. The user's method
/// receives state and timers, which checkpoints store by key group.
/// </summary>
/// <typeparam name="TIn">The input record type, with keys.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeyedBlock<TIn> : ChainBlock<TIn>
    where TIn : struct, IRecord<TIn>
{
    private readonly OperatorValue<long> _closedUntil;
    private TimerQueue? _timers;
    private TimerAlarm? _alarm;
    private long _latest = Watermark.None;
    private bool _isClosing;

    /// <summary>A lane of the node.</summary>
    protected KeyedBlock(LaneContext lane)
        : base(lane) => _closedUntil = lane.State.AddValue("watermark", StateJson.Default.Int64);

    /// <summary>The node's state; called once, by the constructor.</summary>
    /// <param name="ttl">How long the state of a key lives; <see langword="null"/>: indefinitely.</param>
    protected KeyedState<T> AddState<T, TCodec>(TtlPolicy? ttl = null)
        where TCodec : struct, IStateCodec<T> => Lane.State.AddUserState<T, TCodec>("state", ttl);

    /// <summary>The node's timers; called once, by the constructor.</summary>
    protected TimerQueue AddTimers() => _timers = Lane.State.AddTimers("timers");

    /// <summary>The generated loop over the timers that are due.</summary>
    protected virtual void FireTimers()
    {
    }

    /// <summary>Emits the fault of a timer as a dead letter.</summary>
    protected void RejectTimer(Output<DeadLetter> output, NodeCounters node, long ticks, string reason)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(node);
        output.Reject(node, reason, new DateTimeOffset(ProcessingTicks, TimeSpan.Zero), new BatchRow(ticks));
    }

    /// <summary>Drops a timer whose method threw, as the pipeline specifies.</summary>
    protected void SkipTimer(NodeCounters node, long ticks, Exception cause) => Lane.Skip(node, PlaceOf(ticks), cause);

    /// <summary>Fails the job for a timer whose method threw; returns where timers of that time have reached the limit of failures and the timer is rejected.</summary>
    protected void FailTimerUntil(NodeCounters node, long ticks, Exception cause, int limit) => Lane.FailUntil(node, PlaceOf(ticks), PlaceOf(ticks), cause, limit);

    /// <summary>The error of a timer whose method threw.</summary>
    protected static Exception UnexpectedTimer(NodeCounters node, long ticks, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new RecordFaultException(node.Node, PlaceOf(ticks), cause);
    }

    internal override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        // The lanes' watermarks differ only where the data had ended; the lowest is safe for the keys of all lanes.
        if (_closedUntil.Restored.Count > 0)
        {
            RestoreWatermark(_latest = _closedUntil.Restored.Min());
            Lane.State.Advance(_latest, Lane.Time.GetUtcNow().UtcTicks);
        }

        return ValueTask.CompletedTask;
    }

    internal override void Start()
    {
        base.Start();
        if (_timers is not null)
        {
            _alarm = new TimerAlarm(Lane.Time, PostTick);
            _alarm.Set(_timers.Processing.Next);
        }
    }

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        Lane.State.Advance(_latest, Lane.Time.GetUtcNow().UtcTicks);
        if (Lane.State.HasColdKeys)
        {
            await Lane.State.LoadKeysAsync(((RecordBatch<TIn>)batch).Keys.AsMemory(0, batch.RecordCount));
        }

        await base.ProcessAsync(input, batch);
        _alarm?.Set(_timers!.Processing.Next);
    }

    private protected override async ValueTask OnWatermarkAsync(long ticks)
    {
        ProcessingTicks = Lane.Time.GetUtcNow().UtcTicks;
        if (_timers is not null)
        {
            await FireAsync(_timers.Event, ticks);
            _alarm!.Set(_timers.Processing.Next);
        }

        // The end of the data must not expire state that a later start needs.
        _latest = ticks == Watermark.End ? _latest : ticks;
        Lane.State.Advance(_latest, ProcessingTicks);
    }

    private protected override async ValueTask OnTickAsync()
    {
        // Timers due after the last barrier are in the checkpoint: the next start fires them.
        if (!_isClosing)
        {
            ProcessingTicks = Lane.Time.GetUtcNow().UtcTicks;
            await FireAsync(_timers!.Processing, ProcessingTicks + 1);
            _alarm!.Rang(_timers.Processing.Next);
        }
    }

    private protected override void OnSnapshot(CheckpointBarrier barrier)
    {
        _isClosing = barrier.Last;
        _closedUntil.Current = _latest;
    }

    private static string PlaceOf(long ticks) => $"(none, its timer of {new DateTimeOffset(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero):O})";

    // In rounds, so that the outputs do not collect the records of a complete burst of timers.
    private async ValueTask FireAsync(TimerSet due, long before)
    {
        // A state with a processing-time TTL must not be read with the time of the last batch.
        Lane.State.Advance(_latest, ProcessingTicks);
        _timers!.Begin(due, before, _latest);
        while (_timers.Continue())
        {
            if (Lane.State.HasColdKeys)
            {
                await Lane.State.LoadKeysAsync(_timers.KeysOfRound());
            }

            FireTimers();
            await EndRoundAsync();
        }

        _timers.Finish();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _alarm?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
