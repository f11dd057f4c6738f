using System.Collections.Concurrent;
using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The batches of one record type in one job. Thread-safe; accessed once per batch.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchPool<T>
    where T : struct, IRecord<T>
{
    // More than this many idle batches are left to the garbage collector; the credits of the edges bound the rest.
    private const int MaxIdle = 256;

    private readonly ConcurrentQueue<RecordBatch<T>> _idle = new();
    private int _outstanding;

    /// <summary>Batches that are rented and not yet returned: 0 when a job has ended.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>An empty batch with one holder.</summary>
    public RecordBatch<T> Rent()
    {
        Interlocked.Increment(ref _outstanding);
        var batch = _idle.TryDequeue(out var pooled) ? pooled : new RecordBatch<T>(this);
        batch.Rent();
        return batch;
    }

    internal void Return(RecordBatch<T> batch)
    {
        batch.Clear();
        Interlocked.Decrement(ref _outstanding);
        if (_idle.Count < MaxIdle)
        {
            _idle.Enqueue(batch);
        }
    }
}
