using System.ComponentModel;
using System.IO.Hashing;
using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A lane of stateless nodes in a row: one generated loop over each batch, with direct calls.</summary>
/// <typeparam name="TIn">The input record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ChainBlock<TIn> : Block
    where TIn : struct, IRecord<TIn>
{
    /// <summary>A lane of the chain.</summary>
    protected ChainBlock(LaneContext lane)
        : base(lane)
    {
    }

    /// <summary>Processing time of the batch, UTC ticks.</summary>
    protected long ProcessingTicks { get; private protected set; }

    /// <summary>The generated loop: each record is emitted to an output or counted.</summary>
    protected abstract void Process(RecordBatch<TIn> batch);

    /// <summary>Emits a record as a dead letter.</summary>
    protected void Reject(Output<DeadLetter> output, NodeCounters node, RecordBatch<TIn> batch, int index, string reason)
    {
        ArgumentNullException.ThrowIfNull(batch);
        output.Reject(node, reason, new DateTimeOffset(ProcessingTicks, TimeSpan.Zero), batch.RowAt(index));
    }

    /// <summary>Drops a record whose processing threw, as the pipeline specifies.</summary>
    protected void Skip(NodeCounters node, RecordBatch<TIn> batch, int index, Exception cause) => Lane.Skip(node, batch.PlaceOf(index), cause);

    /// <summary>Fails the job for a record whose processing threw; returns where the limit of failures is reached and the record is rejected.</summary>
    protected void FailUntil(NodeCounters node, RecordBatch<TIn> batch, int index, Exception cause, int limit)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Lane.FailUntil(node, batch.PlaceOf(index), IdentityOf(batch, index), cause, limit);
    }

    /// <summary>The error of a record whose processing threw.</summary>
    protected Exception Unexpected(NodeCounters node, RecordBatch<TIn> batch, int index, Exception cause) =>
        new RecordFaultException(node.Node, batch.PlaceOf(index), cause);

    // A record without a position, such as the result of a window, is identified by its content: its index in a batch differs between attempts.
    private static string IdentityOf(RecordBatch<TIn> batch, int index) => batch.HasPositions
        ? batch.PlaceOf(index)
        : Convert.ToHexString(XxHash128.Hash(new JsonBuffer().Write(in batch.Records[index])));

    private protected override ValueTask ProcessAsync(int input, Message batch)
    {
        ProcessingTicks = Lane.Time.GetUtcNow().UtcTicks;
        Process((RecordBatch<TIn>)batch);
        return ValueTask.CompletedTask;
    }
}
