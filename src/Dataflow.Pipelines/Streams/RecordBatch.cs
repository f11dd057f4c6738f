using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines;

/// <summary>
/// The message that travels between blocks: up to <see cref="Capacity"/> records with their event times. Pooled and
/// reference-counted: whoever has it may read it until it gives it back with <see cref="Release"/>; nobody writes to it
/// once it was sent.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class RecordBatch<T> : Message
    where T : struct, IRecord<T>
{
    private readonly BatchPool<T> _pool;
    private UInt128[]? _keys;
    private SourcePosition[]? _positions;
    private int _references;

    internal RecordBatch(BatchPool<T> pool)
    {
        _pool = pool;
        Records = new T[Capacity];
        Times = new long[Capacity];
    }

    /// <summary>Records in a full batch: 256 costs 6 % more, 4096 gains nothing (measured).</summary>
    public static int Capacity => 1024;

    /// <summary>The records; the first <see cref="Count"/> are valid.</summary>
    public T[] Records { get; }

    /// <summary>Event time of each record, UTC ticks.</summary>
    public long[] Times { get; }

    /// <summary>Number of records.</summary>
    public int Count { get; internal set; }

    /// <summary>Fingerprint of each record's key, where the batch goes to a keyed node.</summary>
    public UInt128[] Keys => _keys ??= new UInt128[Capacity];

    /// <summary>Where each record was read, where a node downstream can reject it.</summary>
    public SourcePosition[] Positions => _positions ??= new SourcePosition[Capacity];

    /// <summary>Whether <see cref="Positions"/> is filled.</summary>
    public bool HasPositions { get; internal set; }

    /// <summary>The records as a span.</summary>
    public ReadOnlySpan<T> Span => new(Records, 0, Count);

    /// <summary>One more holder; each must release once.</summary>
    public void Retain()
    {
        if (Interlocked.Increment(ref _references) <= 1)
        {
            Misused("is held again after its last holder has released it");
        }
    }

    /// <summary>Gives the batch back; after the last holder's release it is another's.</summary>
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

    internal override bool IsData => true;

    internal override int RecordCount => Count;

    internal void Rent()
    {
        if (Interlocked.Exchange(ref _references, 1) != 0)
        {
            Misused("lies in the pool and has a holder");
        }
    }

    [DoesNotReturn]
    private static void Misused(string how) => throw new EngineFaultException($"A batch of {typeof(T).Name} {how}.");

    internal void Clear()
    {
        // Texts must not be kept alive by a batch that waits in the pool.
        Array.Clear(Records, 0, Count);
        if (HasPositions)
        {
            Array.Clear(Positions, 0, Count);
            HasPositions = false;
        }

        Count = 0;
    }
}
