using System.Collections.Concurrent;

namespace Dataflow.Pipelines;

/// <summary>The batches of one record type in one job. Safe for all threads; touched once a batch.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class BatchPool<T>
    where T : struct, IRecord<T>
{
    // More than this many idle batches are left to the collector; the credits of the edges bound the rest.
    private const int MaxIdle = 256;

    private readonly ConcurrentQueue<RecordBatch<T>> idle = new();
    private int outstanding;

    /// <summary>Batches that are rented and not yet returned: 0 when a job has ended.</summary>
    public int Outstanding => Volatile.Read(ref outstanding);

    /// <summary>An empty batch with one holder.</summary>
    public RecordBatch<T> Rent()
    {
        Interlocked.Increment(ref outstanding);
        var batch = idle.TryDequeue(out var pooled) ? pooled : new RecordBatch<T>(this);
        batch.Rent();
        return batch;
    }

    internal void Return(RecordBatch<T> batch)
    {
        batch.Clear();
        Interlocked.Decrement(ref outstanding);
        if (idle.Count < MaxIdle)
        {
            idle.Enqueue(batch);
        }
    }
}
