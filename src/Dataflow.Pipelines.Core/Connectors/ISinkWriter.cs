namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// An open sink, owned by one lane. What it was given becomes visible, or is at least durable, in step with checkpoints:
/// <see cref="PrepareAsync"/> at the barrier, <see cref="CommitAsync"/> when the checkpoint is durable,
/// <see cref="RecoverAsync"/> after a restart.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ISinkWriter<T> : IAsyncDisposable
    where T : struct, IRecord<T>
{
    /// <summary>
    /// Called once before the first write, in each lane with what the writers of all lanes prepared in the checkpoint that
    /// the job starts from; empty on a first start. Lane 0, which is called first, finishes what was prepared and takes away
    /// what is in no checkpoint: there may be other lanes now than then.
    /// </summary>
    ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken);

    /// <summary>Takes the records; to keep the batch longer than the call, retain it.</summary>
    ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken);

    /// <summary>All records up to this event time (UTC ticks) were written.</summary>
    ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken);

    /// <summary>
    /// At a barrier, in the lane: closes off what was written. The part before the first await holds the lane up, so it is
    /// short; the task completes when all of it is durable.
    /// </summary>
    /// <returns>What a restart needs to finish or to find it, any bytes: stored in the checkpoint. A JSON object is readable there.</returns>
    Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint);

    /// <summary>The checkpoint is durable: what was prepared for it becomes visible. May run beside writes.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="prepared">What <see cref="PrepareAsync"/> returned for it.</param>
    /// <param name="cancellationToken">The job ends without grace.</param>
    ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken);
}
