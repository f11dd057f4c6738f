using System.ComponentModel;
using System.Globalization;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a window of any kind: it holds accumulators and no records, and writes those of open windows to the checkpoint.
/// A window fires once; later records go to the late output and are counted.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WindowBlock<TIn, TOut, TAccumulator> : Block
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    private const string OverflowRemedy =
        "Name the window in a [Rejected] stream to send such records to the dead letters, or sum a member of a wider type: decimal or double.";

    private readonly NodeCounters _counters;
    private readonly Output<TOut> _output;
    private readonly Output<TIn> _lateOutput;
    private readonly Output<DeadLetter> _rejectOutput;
    private readonly bool _rejects;
    private readonly OperatorValue<long> _closedUntil;

    // Outputs: 0 the results, 1 the late records, 2 the rejects.
    private protected WindowBlock(LaneContext lane, string shape, bool isKeyed, bool rejects)
        : base(lane)
    {
        _counters = lane.Counters(lane.Node);
        _output = AddOutput<TOut>();
        _lateOutput = AddOutput<TIn>();
        _rejectOutput = AddOutput<DeadLetter>();
        _rejects = rejects;
        _closedUntil = lane.State.AddValue("closed_until", StateJson.Default.Int64);
        Shape = shape;
        IsKeyed = isKeyed;
    }

    /// <summary>Whether the batches carry keys; without keys, all records share one.</summary>
    private protected bool IsKeyed { get; }

    /// <summary>Windows up to this watermark are closed and stay closed after a restart; UTC ticks.</summary>
    private protected long ClosedUntil { get; set; } = long.MinValue;

    /// <summary>Kind and sizes of the windows: the layout of open windows.</summary>
    private protected string Shape { get; }

    /// <summary>Adds the records of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="next">Index of the first record; where the method throws, of the record that caused it, which has changed nothing.</param>
    private protected abstract void Process(RecordBatch<TIn> batch, ref int next);

    internal override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        // Lanes differ only where the data had ended and each had closed its own windows: none of them opens again.
        if (_closedUntil.Restored.Count > 0)
        {
            RestoreWatermark(ClosedUntil = _closedUntil.Restored.Max());
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Loads the entries that a batch will change.</summary>
    private protected virtual ValueTask LoadAsync(RecordBatch<TIn> batch) =>
        Lane.State.HasColdKeys ? Lane.State.LoadKeysAsync(KeysOf(batch)) : ValueTask.CompletedTask;

    /// <summary>The keys of a batch as the state uses them.</summary>
    private protected ReadOnlyMemory<UInt128> KeysOf(RecordBatch<TIn> batch) => StateKey.Of(batch, IsKeyed);

    private protected sealed override async ValueTask ProcessAsync(int input, Message batch)
    {
        var records = (RecordBatch<TIn>)batch;
        await LoadAsync(records);
        for (var next = 0; next < records.Count; next++)
        {
            try
            {
                Process(records, ref next);
            }
            catch (AggregateOverflowException fault) when (_rejects)
            {
                Reject(records, next, fault);
            }
            catch (Exception fault)
            {
                throw new RecordFaultException(Lane.Node, records.PlaceOf(next), fault, fault is AggregateOverflowException ? OverflowRemedy : "Fix the aggregate.");
            }
        }

        _counters.In += records.Count;
    }

    private protected override void OnSnapshot(CheckpointBarrier barrier) => _closedUntil.Current = ClosedUntil;

    /// <summary>Emits the result of a window; its time is the last instant of the window.</summary>
    private protected void Emit(ref TAccumulator accumulator, long start, long end)
    {
        _output.Emitter.Time = EventTime.Clamp(end - 1);
        _output.Emitter.Emit(accumulator.Result(Instant(start), Instant(end)));
        _counters.Out++;
    }

    private protected void EmitLate(RecordBatch<TIn> batch, int index)
    {
        _counters.Late++;
        _lateOutput.Emitter.Emit(in batch.Records[index], batch, index);
    }

    /// <summary>The merged sums of a window's slices overflow: no single record is at fault, so its result is rejected.</summary>
    /// <exception cref="RecordFaultException">The pipeline has no output for rejects of the window.</exception>
    private protected void RejectWindow(long start, long end, AggregateOverflowException fault)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"its window of {Instant(start):O} to {Instant(end):O}");
        if (!_rejects)
        {
            throw new RecordFaultException(Lane.Node, $"(none, {window})", fault, OverflowRemedy);
        }

        _rejectOutput.Reject(_counters, $"{fault.Message} It is the result of {window}.", Lane.Time.GetUtcNow(), new BatchRow(EventTime.Clamp(end - 1)));
    }

    // At the limits of DateTimeOffset, a window may reach beyond them.
    private static DateTimeOffset Instant(long ticks) => EventTime.ToInstant(ticks);

    private void Reject(RecordBatch<TIn> batch, int index, AggregateOverflowException fault) =>
        _rejectOutput.Reject(_counters, fault.Message, Lane.Time.GetUtcNow(), batch.RowAt(index));

    /// <summary>The error where the checkpoint holds windows of another shape.</summary>
    private protected CheckpointException OtherShape(string node, string stored) => new(
        $"Open windows of '{node}' in the checkpoint are '{stored}', and the pipeline now specifies '{Shape}': their contents cannot be redistributed. Drain the job with the former windows first, or give the node another id.");
}
