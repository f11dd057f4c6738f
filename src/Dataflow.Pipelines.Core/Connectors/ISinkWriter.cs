namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// An open sink, owned by one lane. Its records become visible, or at least durable, in step with checkpoints:
/// <see cref="PrepareAsync"/> at the barrier, <see cref="CommitAsync"/> when the checkpoint is durable,
/// <see cref="RecoverAsync"/> after a restart.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ISinkWriter<T> : IAsyncDisposable
    where T : struct, IRecord<T>
{
    /// <summary>
    /// Called once before the first write, in each lane with the prepared bytes of all lanes from the checkpoint that
    /// the job starts from; empty on a first start. Because the number of lanes may have changed, lane 0, which is called
    /// first, commits the prepared output of all lanes and deletes output that is in no checkpoint.
    /// </summary>
    ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken);

    /// <summary>Writes the records; to use the batch after the call, retain it.</summary>
    ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken);

    /// <summary>All records up to this event time (UTC ticks) were written.</summary>
    ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken);

    /// <summary>
    /// Called at a barrier, on the lane: closes the output written so far. The part before the first await blocks the lane, so
    /// it must be short; the task completes when all of the output is durable.
    /// </summary>
    /// <returns>The bytes by which a restart finds and commits the output; stored in the checkpoint, where a JSON object is readable.</returns>
    Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint);

    /// <summary>The checkpoint is durable: the output prepared for it becomes visible. May run in parallel with writes.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="prepared">The bytes that <see cref="PrepareAsync"/> returned for it.</param>
    /// <param name="cancellationToken">Cancelled when the job fails or is cancelled.</param>
    ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken);
}
