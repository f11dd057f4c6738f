using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Faults;

namespace Dataflow.Pipelines;

/// <summary>
/// The message that travels between blocks: up to <see cref="RecordBatch.Capacity"/> records with their columns. Pooled and
/// reference-counted: a holder may read it until it calls <see cref="Release"/>; it is not changed after it was sent.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class RecordBatch<T> : RecordBatch
    where T : struct, IRecord<T>
{
    private readonly BatchPool<T> _pool;
    private int _references;

    internal RecordBatch(BatchPool<T> pool)
    {
        _pool = pool;
        Records = new T[Capacity];
    }

    /// <summary>The records; the first <see cref="RecordBatch.Count"/> are valid.</summary>
    public T[] Records { get; }

    /// <summary>The records as a span.</summary>
    public ReadOnlySpan<T> Span => new(Records, 0, Count);

    /// <summary>Adds a holder; each must release once.</summary>
    public void Retain()
    {
        if (Interlocked.Increment(ref _references) <= 1)
        {
            Misused("is held again after its last holder has released it");
        }
    }

    /// <summary>Releases the batch; the last holder's release returns it to the pool.</summary>
    public override void Release()
    {
        var left = Interlocked.Decrement(ref _references);
        if (left == 0)
        {
            _pool.Return(this);
        }
        else if (left < 0)
        {
            Misused("was released more often than it was held");
        }
    }

    /// <summary>Adds a row of another batch, which must have room.</summary>
    /// <returns>Its index.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Add(RecordBatch<T> from, int row)
    {
        var at = Count++;
        Records[at] = from.Records[row];
        CopyRow(at, from, row);
        return at;
    }

    internal void Rent()
    {
        if (Interlocked.Exchange(ref _references, 1) != 0)
        {
            Misused("is in the pool although it has a holder");
        }
    }

    internal void Clear()
    {
        // Strings must not be kept alive by a batch that waits in the pool.
        Array.Clear(Records, 0, Count);
        ClearColumns();
        Count = 0;
    }

    [DoesNotReturn]
    private static void Misused(string how) => throw new EngineFaultException($"A batch of {typeof(T).Name} {how}.");
}
