using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// Sends each record to the lane that owns its key group. The fingerprint of the key travels with the record, so that no node
/// computes it twice. Records for a lane from several batches that are flushed together are sent as one batch.
/// </summary>
internal sealed class KeyedRoute<T, TKey> : Route<T>
    where T : struct, IRecord<T>
    where TKey : struct, IKeySelector<T>
{
    private readonly BatchPool<T> _pool;
    private readonly KeyHash _hash;
    private readonly RecordBatch<T>?[] _open;
    private readonly byte[] _laneOfGroup = new byte[KeyGroups.Count];

    public KeyedRoute(Edge[] edges, BatchPool<T> pool, KeyHash hash)
        : base(edges)
    {
        _pool = pool;
        _hash = hash;
        _open = new RecordBatch<T>?[edges.Length];
        for (var group = 0; group < KeyGroups.Count; group++)
        {
            _laneOfGroup[group] = (byte)KeyGroups.LaneOf(group, edges.Length);
        }
    }

    public override async ValueTask SendAsync(RecordBatch<T> batch)
    {
        for (var from = 0; from < batch.Count;)
        {
            (from, var full) = Split(batch, from);
            if (full >= 0)
            {
                await SendPartAsync(full);
            }
        }
    }

    public override async ValueTask FlushAsync()
    {
        for (var lane = 0; lane < _open.Length; lane++)
        {
            if (_open[lane] is not null)
            {
                await SendPartAsync(lane);
            }
        }
    }

    public override void Discard()
    {
        foreach (ref var part in _open.AsSpan())
        {
            part?.Release();
            part = null;
        }
    }

    private ValueTask SendPartAsync(int lane)
    {
        var part = _open[lane]!;
        _open[lane] = null;
        return Edges[lane].SendAsync(part);
    }

    /// <returns>The index to continue from, and the lane whose part is full; -1 where none is.</returns>
    private (int Next, int Full) Split(RecordBatch<T> batch, int from)
    {
        var key = default(TKey);
        for (var i = from; i < batch.Count; i++)
        {
            var fingerprint = key.Fingerprint(in batch.Records[i], _hash);
            var lane = _laneOfGroup[KeyGroups.Of(fingerprint)];
            var part = _open[lane] ??= _pool.Rent();
            var at = part.Add(batch, i);
            part.Keys[at] = fingerprint;
            if (part.Count == part.Records.Length)
            {
                return (i + 1, lane);
            }
        }

        return (batch.Count, -1);
    }
}
