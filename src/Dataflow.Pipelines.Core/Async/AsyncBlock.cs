using System.ComponentModel;
using Dataflow.Pipelines.Async;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.State;
using Polly;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of an operator with asynchronous operations: several run at a time, and the lane waits for none of them. Watermarks wait for the results
/// of the records before them; a barrier does not: records without a result are in the checkpoint, in order, and are processed again after a restart.
/// </summary>
/// <typeparam name="TIn">The input record type.</typeparam>
/// <typeparam name="TOut">The result record type.</typeparam>
/// <typeparam name="TCodec">Writes input records to checkpoints.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class AsyncBlock<TIn, TOut, TCodec> : Block
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TCodec : struct, IRecordCodec<TIn>
{
    private readonly AsyncOptions _options;
    private readonly NodeCounters _counters;
    private readonly AsyncQueue<TIn> _waiting = new();

    // The batch that a restore fills.
    private RecordBatch<TIn>? _restored;
    private readonly AsyncCalls<TIn, TOut> _calls;
    private readonly AsyncOrder<TIn, TOut> _order;
    private readonly AsyncOutcomes<TIn, TOut> _outcomes;
    private readonly ResiliencePipeline? _retry;
    private readonly Func<AsyncCall<TIn, TOut>, ValueTask<Answer<TOut>>> _method;
    private readonly WakeSignal _signal = new();
    private CancellationTokenRegistration _onEnded;
    private long _lastWatermark = Watermark.None;
    private bool _isOver;

    // The lane itself waits for results, and needs no tick for them.
    private bool _isHolding;
    private int _isAwake;

    /// <summary>A lane of the operator. Outputs: 0 the results, 1 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="options">How it calls its method.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options are out of range.</exception>
    protected AsyncBlock(LaneContext lane, AsyncOptions options)
        : base(lane)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        _options = options;
        _counters = lane.Counters(lane.Node);
        _order = new AsyncOrder<TIn, TOut>(options.IsOrdered);
        _outcomes = new AsyncOutcomes<TIn, TOut>(lane, options, _counters, AddOutput<TOut>(), AddOutput<DeadLetter>());
        _calls = new AsyncCalls<TIn, TOut>(options.MaxConcurrency, options.Timeout, lane.Time, Rouse);
        _retry = options.Retries > 0 ? AsyncRetry.Create(options, lane.Time) : null;
        _method = _retry is null ? call => AskAsync(call.Record, call.Stop.Token) : RetryAsync;
        lane.State.Add(new ListEntries("pending", Redistribution.ByLane, new PendingRecords(this)));
    }

    private protected override bool HoldsBatches => true;

    /// <inheritdoc/>
    internal override string? StallReason => Volatile.Read(ref _counters.Abandoned) == _options.MaxConcurrency
        ? FormattableString.Invariant($"all {_options.MaxConcurrency} places of lane {Lane.Lane} are held by calls that timed out and ignore their cancellation token")
        : null;

    /// <inheritdoc/>
    internal override string? Awaited => base.Awaited ?? "the calls of its method";

    private bool HasOpen => !_waiting.IsEmpty || _order.HasOpen;

    /// <summary>Calls the method for one record; generated.</summary>
    protected abstract ValueTask<Answer<TOut>> AskAsync(TIn record, CancellationToken cancellationToken);

    /// <summary>A record as the result.</summary>
    protected static Answer<TOut> Answered(TOut record) => new(record, null);

    /// <summary>A record as the result, or nothing.</summary>
    protected static Answer<TOut> Answered(TOut? record) => new(record, null);

    /// <summary>A record as the result, or a rejection.</summary>
    protected static Answer<TOut> Answered(OrReject<TOut> record) => record.IsRejected ? new(null, record.Reason) : new(record.Value, null);

    internal override void Start()
    {
        base.Start();
        _onEnded = Lane.Ended.Register(() =>
        {
            try
            {
                _calls.Cancel();
            }
            finally
            {
                _signal.Set();
            }
        });
        if (!_waiting.IsEmpty)
        {
            Rouse();
        }
    }

    internal override async Task StoppedAsync()
    {
        await base.StoppedAsync();
        await _calls.EndAsync();
    }

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        var records = (RecordBatch<TIn>)batch;
        _counters.In += records.Count;
        _waiting.Add(input, records);
        await PumpAsync();
    }

    private protected override async ValueTask AdvanceAsync(long ticks)
    {
        if (ticks > _lastWatermark)
        {
            _lastWatermark = ticks;
            _waiting.Add(new AsyncMark(ticks, false));
            await PumpAsync();
        }
    }

    private protected override ValueTask OnIdleAsync()
    {
        _waiting.Add(AsyncMark.Idle);
        return PumpAsync();
    }

    private protected override ValueTask OnTickAsync() => PumpAsync();

    // After the end of the data no start repeats the calls: all results are emitted before the barrier.
    private protected override async ValueTask OnBarrierAsync(CheckpointBarrier barrier)
    {
        if (_lastWatermark != Watermark.End)
        {
            return;
        }

        _isHolding = true;
        while (HasOpen)
        {
            await _signal.WaitAsync();
            Lane.Ended.ThrowIfCancellationRequested();
            await PumpAsync();
        }

        _isHolding = false;
        await PumpAsync();
    }

    private protected override void OnSnapshot(CheckpointBarrier barrier) => _isOver |= barrier.Last;

    private protected override void OnEnd()
    {
        _isOver = true;
        _waiting.Clear();
        _calls.Cancel();
    }

    // Any thread: requests one tick, in which the lane handles all calls that have ended until then.
    private void Rouse()
    {
        _signal.Set();
        if (Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            PostTick();
        }
    }

    private async ValueTask PumpAsync()
    {
        Volatile.Write(ref _isAwake, 1);
        while (!_isOver)
        {
            Collect();
            await EmitAsync();
            Volatile.Write(ref _counters.Abandoned, _calls.Abandoned);
            if (StartCalls())
            {
                // The new calls may have ended already.
                continue;
            }

            if (_isHolding)
            {
                await FlushAsync();
                return;
            }

            Interlocked.Exchange(ref _isAwake, 0);
            if (!_calls.HasNews || Interlocked.Exchange(ref _isAwake, 1) == 1)
            {
                return;
            }
        }
    }

    private void Collect()
    {
        while (_calls.TryTakeAnswered(out var call))
        {
            _order.Finish(call);
        }

        foreach (var call in _calls.TakeExpired())
        {
            _order.Finish(call);
        }

        _calls.FreeReturned();
    }

    private async ValueTask EmitAsync()
    {
        while (true)
        {
            while (_order.TryTakeCall(out var call))
            {
                _outcomes.Put(call);
                _calls.Free(call);
            }

            if (!_order.TryTakeMark(out var mark))
            {
                return;
            }

            if (mark.Watermark != Watermark.None)
            {
                await base.AdvanceAsync(mark.Watermark);
            }

            if (mark.IsIdle)
            {
                await FlushAsync();
                await base.OnIdleAsync();
            }
        }
    }

    // True where a call was made or a mark was moved: something may be ready to be emitted.
    private bool StartCalls()
    {
        var hasChanged = false;
        while (!_waiting.IsEmpty && (_waiting.IsAtMark || _calls.HasRoom))
        {
            hasChanged = true;
            if (_waiting.IsAtMark)
            {
                _order.Add(_waiting.TakeMark());
                continue;
            }

            var (batch, input, index) = _waiting.Current;
            StartCall(batch, index);
            if (!_waiting.MoveNext())
            {
                continue;
            }

            if (input >= 0)
            {
                Done(input, batch);
            }
            else
            {
                batch.Release();
            }
        }

        return hasChanged;
    }

    private void StartCall(RecordBatch<TIn> batch, int index)
    {
        var call = _calls.Take();
        call.Record = batch.Records[index];
        call.Row = batch.RowAt(index);
        _order.Add(call);
        if (Lane.HasEnded)
        {
            call.Stop.Cancel();
        }

        _calls.Run(call, _method);
    }

    private async ValueTask<Answer<TOut>> RetryAsync(AsyncCall<TIn, TOut> call)
    {
        // On the captured context: the lane's scheduler decides the order, in simulation too.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, call.Stop.Token);
        try
        {
            return await _retry!.ExecuteAsync(static (c, state) => state.Block.AskAsync(state.Record, c.CancellationToken), context, (Block: this, call.Record));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _onEnded.DisposeAsync();
        await _calls.DisposeAsync();
        _waiting.Clear();
        _restored?.Release();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
