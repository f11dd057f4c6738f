using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a join: two inputs that are partitioned by key, so that partners arrive at one lane. Its watermark is the
/// lesser of both; records before it are late and go to the late output of their side.
/// </summary>
/// <typeparam name="TLeft">Records of the left stream.</typeparam>
/// <typeparam name="TRight">Records of the right stream.</typeparam>
/// <typeparam name="TOut">Results.</typeparam>
/// <typeparam name="TLeftCodec">Writes left records to checkpoints.</typeparam>
/// <typeparam name="TRightCodec">Writes right records to checkpoints.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JoinBlock<TLeft, TRight, TOut, TLeftCodec, TRightCodec> : Block
    where TLeft : struct, IRecord<TLeft>
    where TRight : struct, IRecord<TRight>
    where TOut : struct, IRecord<TOut>
    where TLeftCodec : struct, IRecordCodec<TLeft>
    where TRightCodec : struct, IRecordCodec<TRight>
{
    private readonly NodeCounters _counters;
    private readonly Output<TOut> _output;
    private readonly Output<TLeft> _lateLeft;
    private readonly Output<TRight> _lateRight;

    // The last watermark, except that of the end of the data: a later start continues from it.
    private readonly OperatorValue<long> _closedUntil;

    // Outputs: 0 the results, 1 the late left records, 2 the late right ones; of two streams of one type both are output 1.
    private protected JoinBlock(LaneContext lane)
        : base(lane)
    {
        _counters = lane.Counters(lane.Node);
        _output = AddOutput<TOut>();
        _closedUntil = lane.State.AddValue("closed_until", StateJson.Default.Int64);
        _closedUntil.Current = Watermark.None;
        _lateLeft = AddOutput<TLeft>();
        _lateRight = typeof(TLeft) == typeof(TRight) ? (Output<TRight>)(object)_lateLeft : AddOutput<TRight>();
    }

    internal override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_closedUntil.Restored.Count > 0)
        {
            RestoreWatermark(_closedUntil.Current = _closedUntil.Restored.Max());
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Pairs the records of a batch, until all are done or <see cref="IsFull"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="next">Index of the first record to process; afterwards, of the record to continue from.</param>
    private protected abstract void ProcessLeft(RecordBatch<TLeft> batch, ref int next);

    /// <inheritdoc cref="ProcessLeft"/>
    private protected abstract void ProcessRight(RecordBatch<TRight> batch, ref int next);

    /// <summary>Emits the results that the watermark completes, and removes records that can have no further partner.</summary>
    private protected abstract ValueTask SettleAsync(long ticks);

    /// <summary>Loads the entries that a batch will change.</summary>
    private protected virtual ValueTask LoadAsync(ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> times) =>
        Lane.State.HasColdKeys ? Lane.State.LoadKeysAsync(keys) : ValueTask.CompletedTask;

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        var isLeft = PortOf(input) == 0;
        await (isLeft ? LoadAsync((RecordBatch<TLeft>)batch) : LoadAsync((RecordBatch<TRight>)batch));
        _counters.In += batch.RecordCount;
        for (var next = 0; next < batch.RecordCount;)
        {
            if (isLeft)
            {
                ProcessLeft((RecordBatch<TLeft>)batch, ref next);
            }
            else
            {
                ProcessRight((RecordBatch<TRight>)batch, ref next);
            }

            if (IsFull)
            {
                await FlushAsync();
            }
        }
    }

    private ValueTask LoadAsync<T>(RecordBatch<T> batch)
        where T : struct, IRecord<T> => LoadAsync(batch.Keys.AsMemory(0, batch.Count), batch.Times.AsMemory(0, batch.Count));

    private protected override async ValueTask OnWatermarkAsync(long ticks)
    {
        await SettleAsync(ticks);
        _closedUntil.Current = ticks == Watermark.End ? _closedUntil.Current : Math.Max(_closedUntil.Current, ticks);
    }

    /// <summary>Whether the results fill a batch and must be sent before more follow: a record may have many partners.</summary>
    private protected bool IsFull => _output.Emitter.Count >= RecordBatch<TOut>.Capacity;

    private protected void Emit(in TOut result, long time)
    {
        _counters.Out++;
        _output.Emitter.Time = time;
        _output.Emitter.Emit(in result);
    }

    private protected void EmitLateLeft(RecordBatch<TLeft> batch, int index)
    {
        _counters.Late++;
        _lateLeft.Emitter.Emit(in batch.Records[index], batch, index);
    }

    private protected void EmitLateRight(RecordBatch<TRight> batch, int index)
    {
        _counters.Late++;
        _lateRight.Emitter.Emit(in batch.Records[index], batch, index);
    }
}
