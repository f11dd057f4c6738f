using System.Text.Json;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;
using Polly;

namespace Dataflow.Pipelines.Lookups;

/// <summary>
/// A lane of an operator that asks somebody else: several calls are under way at once, the lane waits for none of them.
/// Watermarks wait behind the records before them. A barrier does not: records without an answer are in the checkpoint, in
/// order, and are asked about again after a restart.
/// </summary>
/// <typeparam name="TIn">What comes in.</typeparam>
/// <typeparam name="TOut">What the answers are.</typeparam>
/// <typeparam name="TCodec">Writes what came in to checkpoints.</typeparam>
public abstract class LookupBlock<TIn, TOut, TCodec> : Block
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TCodec : struct, IRecordCodec<TIn>
{
    private readonly LookupOptions options;
    private readonly NodeCounters counters;
    private readonly Output<TOut> output;
    private readonly Output<DeadLetter> rejects;
    private readonly LookupQueue<TIn> waiting = new();
    private readonly LookupCalls<TIn, TOut> calls;
    private readonly Queue<LookupSegment<TIn, TOut>> segments = new();
    private readonly ResiliencePipeline? retry;
    private readonly Func<Lookup<TIn, TOut>, ValueTask<Answer<TOut>>> ask;
    private readonly WakeSignal signal = new();
    private readonly MemoryStream bytes = new();
    private LookupSegment<TIn, TOut> last = new();
    private LookupSegment<TIn, TOut>? previous;
    private CancellationTokenRegistration onEnded;
    private long lastWatermark = Watermark.None;
    private bool isOver;

    // The lane waits for answers itself, and needs no message about them.
    private bool isHolding;
    private int isAwake;

    /// <summary>A lane of the operator. Outputs: 0 the results, 1 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="options">How it asks.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options are out of range.</exception>
    protected LookupBlock(LaneContext lane, LookupOptions options)
        : base(lane)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        this.options = options;
        counters = lane.Counters(lane.Node);
        output = AddOutput<TOut>();
        rejects = AddOutput<DeadLetter>();
        calls = new LookupCalls<TIn, TOut>(options.MaxConcurrency, options.Timeout, lane.Time, Rouse);
        retry = options.Retries > 0 ? LookupRetry.Create(options, lane.Time) : null;
        ask = retry is null ? call => AskAsync(call.Record, call.Stop.Token) : RetryAsync;
        segments.Enqueue(last);
    }

    private protected override bool HoldsBatches => true;

    /// <inheritdoc/>
    internal override string? StallReason => Volatile.Read(ref counters.Abandoned) == options.MaxConcurrency
        ? FormattableString.Invariant($"all {options.MaxConcurrency} places of lane {Lane.Lane} are held by calls that timed out and ignore their cancellation token")
        : null;

    private bool HasOpen => !waiting.IsEmpty || segments.Count > 1 || last.Open > 0;

    /// <summary>Asks about one record; generated.</summary>
    protected abstract ValueTask<Answer<TOut>> AskAsync(TIn record, CancellationToken cancellationToken);

    /// <summary>A record as the answer.</summary>
    protected static Answer<TOut> Answered(TOut record) => new(record, null);

    /// <summary>A record as the answer, or nothing.</summary>
    protected static Answer<TOut> Answered(TOut? record) => new(record, null);

    /// <summary>A record as the answer, or a rejection.</summary>
    protected static Answer<TOut> Answered(OrReject<TOut> record) => record.IsRejected ? new(null, record.Reason) : new(record.Value, null);

    internal override async ValueTask OpenAsync(VertexSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var lane in snapshot.Lanes)
        {
            var state = JsonSerializer.Deserialize(lane.State.Span, CheckpointJson.Default.LookupsState)!;
            if (state.Lane % Lane.Lanes == Lane.Lane)
            {
                await using var stream = await CheckpointReader.OpenAsync(Lane.Store, state.File, cancellationToken);
                using var reader = new BinaryReader(stream);
                LookupCode.Read<TIn, TCodec>(reader, waiting, Lane.Pool<TIn>());
            }
        }
    }

    internal override void Start()
    {
        base.Start();
        onEnded = Lane.Ended.Register(() =>
        {
            try
            {
                calls.Cancel();
            }
            finally
            {
                signal.Set();
            }
        });
        if (!waiting.IsEmpty)
        {
            Rouse();
        }
    }

    internal override async Task StoppedAsync()
    {
        await base.StoppedAsync();
        await calls.EndAsync();
    }

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        var records = (RecordBatch<TIn>)batch;
        counters.In += records.Count;
        waiting.Add(input, records);
        await PumpAsync();
    }

    private protected override async ValueTask AdvanceAsync(long ticks)
    {
        if (ticks > lastWatermark)
        {
            lastWatermark = ticks;
            waiting.Add(new LookupMark(ticks, false));
            await PumpAsync();
        }
    }

    private protected override ValueTask OnIdleAsync()
    {
        waiting.Add(LookupMark.Idle);
        return PumpAsync();
    }

    private protected override ValueTask OnTickAsync() => PumpAsync();

    // After the end of the data no start will ask again: this checkpoint holds the answers.
    private protected override async ValueTask OnBarrierAsync(CheckpointBarrier barrier)
    {
        if (lastWatermark != Watermark.End)
        {
            return;
        }

        isHolding = true;
        while (HasOpen)
        {
            await signal.WaitAsync();
            Lane.Ended.ThrowIfCancellationRequested();
            await PumpAsync();
        }

        isHolding = false;
        await PumpAsync();
    }

    private protected override Task<BlockSnapshot> SnapshotAsync(CheckpointBarrier barrier)
    {
        isOver |= barrier.Last;
        if (!HasOpen)
        {
            return Task.FromResult(new BlockSnapshot { Checkpoint = barrier.Checkpoint });
        }

        // One checkpoint is under way at a time, so the buffer of the one before is free.
        bytes.SetLength(0);
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Write(writer);
        }

        return StoreAsync(barrier.Checkpoint);
    }

    private protected override void OnEnd()
    {
        isOver = true;
        waiting.Clear();
        calls.Cancel();
    }

    private async Task<BlockSnapshot> StoreAsync(long checkpoint)
    {
        await using var writer = Lane.Store.Create($"{Lane.Node}-{Lane.Lane}-{Lane.Attempt:d6}-{checkpoint:d9}.lookups");
        writer.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var file = await writer.CompleteAsync(Lane.Ended);
        return new BlockSnapshot
        {
            Checkpoint = checkpoint,
            State = JsonSerializer.SerializeToUtf8Bytes(new LookupsState(Lane.Lane, file), CheckpointJson.Default.LookupsState),
            Files = [file],
        };
    }

    private void Write(BinaryWriter writer)
    {
        foreach (var call in calls.Open)
        {
            LookupCode.Write<TIn, TCodec>(writer, call.Record, call.Time, call.Position);
        }

        foreach (var (batch, from) in waiting.Batches())
        {
            for (var i = from; i < batch.Count; i++)
            {
                LookupCode.Write<TIn, TCodec>(writer, batch.Records[i], batch.Times[i], batch.HasPositions ? batch.Positions[i] : null);
            }
        }

        LookupCode.WriteEnd(writer);
    }

    // Any thread, and the lane itself: the lane looks after its calls soon, once for all that happened until then.
    private void Rouse()
    {
        signal.Set();
        if (Interlocked.Exchange(ref isAwake, 1) == 0)
        {
            PostTick();
        }
    }

    private async ValueTask PumpAsync()
    {
        Volatile.Write(ref isAwake, 1);
        while (!isOver)
        {
            Collect();
            await LeaveAsync();
            Volatile.Write(ref counters.Abandoned, calls.Abandoned);
            if (Ask())
            {
                // What was asked may be answered already.
                continue;
            }

            if (isHolding)
            {
                await FlushAsync();
                return;
            }

            Interlocked.Exchange(ref isAwake, 0);
            if (!calls.HasNews || Interlocked.Exchange(ref isAwake, 1) == 1)
            {
                return;
            }
        }
    }

    private void Collect()
    {
        while (calls.TryTakeAnswered(out var call))
        {
            Finish(call);
        }

        foreach (var call in calls.TakeExpired())
        {
            Finish(call);
        }

        calls.FreeReturned();
    }

    private void Finish(Lookup<TIn, TOut> call)
    {
        call.IsDone = true;
        if (!options.IsOrdered)
        {
            call.Segment.Leaving.Enqueue(call);
        }
    }

    private async ValueTask LeaveAsync()
    {
        while (true)
        {
            var first = segments.Peek();
            while (first.Leaving.TryPeek(out var call) && call.IsDone)
            {
                first.Leaving.Dequeue();
                first.Open--;
                Emit(call);
                calls.Free(call);
            }

            if (first.Open > 0 || first.Mark.IsNone)
            {
                return;
            }

            segments.Dequeue();
            if (first.Mark.Watermark != Watermark.None)
            {
                await base.AdvanceAsync(first.Mark.Watermark);
            }

            if (first.Mark.IsIdle)
            {
                await FlushAsync();
                await base.OnIdleAsync();
            }
        }
    }

    // True where something changed that may let something leave.
    private bool Ask()
    {
        var hasChanged = false;
        while (!waiting.IsEmpty && (waiting.IsAtMark || calls.HasRoom))
        {
            hasChanged = true;
            if (waiting.IsAtMark)
            {
                Close(waiting.TakeMark());
                continue;
            }

            var (batch, input, index) = waiting.Current;
            Ask(batch, index);
            if (!waiting.MoveNext())
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

    private void Close(LookupMark mark)
    {
        if (last.Open == 0 && segments.Count > 1)
        {
            // Nothing was asked since the mark before, which has not left: both leave together.
            previous!.Mark = previous.Mark.Then(mark);
            return;
        }

        last.Mark = mark;
        previous = last;
        segments.Enqueue(last = new LookupSegment<TIn, TOut>());
    }

    private void Ask(RecordBatch<TIn> batch, int index)
    {
        var call = calls.Take();
        call.Record = batch.Records[index];
        call.Time = batch.Times[index];
        call.Position = batch.HasPositions ? batch.Positions[index] : null;
        call.Segment = last;
        last.Open++;
        if (options.IsOrdered)
        {
            last.Leaving.Enqueue(call);
        }

        if (Lane.HasEnded)
        {
            call.Stop.Cancel();
        }

        calls.Run(call, ask);
    }

    private async ValueTask<Answer<TOut>> RetryAsync(Lookup<TIn, TOut> call)
    {
        // On the captured context: the lane's scheduler decides the order, in simulation too.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, call.Stop.Token);
        try
        {
            return await retry!.ExecuteAsync(static (c, state) => state.Block.AskAsync(state.Record, c.CancellationToken), context, (Block: this, call.Record));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private void Emit(Lookup<TIn, TOut> call)
    {
        if (call.HasExpired)
        {
            var late = new TimeoutException($"no answer within {Duration.ToText(options.Timeout)}.");
            Reject(call, options.RejectsTimeouts, late, "Fix the service, raise Timeout, or set OnTimeout = OnTimeout.Reject there to send such records to the dead letters.");
        }
        else if (call.Fault is { } fault)
        {
            Reject(call, options.RejectsFaults, fault, "Fix the node, repeat the call with Retries, or set OnError = OnError.Reject there to send such records to the dead letters.");
        }
        else if (call.Answer.Record is { } record)
        {
            counters.Out++;
            output.Emitter.Time = call.Time;
            if (call.Position is { } position)
            {
                output.Emitter.Emit(in record, in position);
            }
            else
            {
                output.Emitter.Emit(in record);
            }
        }
        else if (call.Answer.Reason is { } reason)
        {
            Reject(call, reason);
        }
        else
        {
            counters.Filtered++;
        }
    }

    private void Reject(Lookup<TIn, TOut> call, bool isAllowed, Exception fault, string fix)
    {
        Lane.Ended.ThrowIfCancellationRequested();
        var place = call.Position is { } at ? $"{at.Source}[{at.Partition}]@{at.Offset}" : $"of event time {new DateTimeOffset(call.Time, TimeSpan.Zero):O}";
        if (options.SkipsFaults && !call.HasExpired)
        {
            Skip(counters, place, fault);
            return;
        }

        if (!isAllowed)
        {
            throw new RecordFaultException(counters.Node, place, fault, fix);
        }

        Reject(call, $"{fault.GetType().Name}: {fault.Message}");
    }

    private void Reject(Lookup<TIn, TOut> call, string reason)
    {
        var position = call.Position ?? default;
        counters.Rejected++;
        rejects.Emitter.Time = call.Time;
        rejects.Emitter.Emit(new DeadLetter(counters.Node, reason, Lane.Time.GetUtcNow(), position.Source ?? "", position.Partition, position.Offset, position.Payload));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await onEnded.DisposeAsync();
        await calls.DisposeAsync();
        waiting.Clear();
        await bytes.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
