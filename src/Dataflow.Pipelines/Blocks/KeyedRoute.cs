using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// Each record to the lane that owns its key group. The fingerprint of the key travels with the record, so that no node
/// computes it twice.
/// </summary>
internal sealed class KeyedRoute<T, TKey> : Route<T>
    where T : struct, IRecord<T>
    where TKey : struct, IKeySelector<T>
{
    private readonly BatchPool<T> pool;
    private readonly RecordBatch<T>?[] open;
    private readonly byte[] laneOfGroup = new byte[KeyGroups.Count];

    public KeyedRoute(Edge[] edges, BatchPool<T> pool)
        : base(edges)
    {
        this.pool = pool;
        open = new RecordBatch<T>?[edges.Length];
        for (var group = 0; group < KeyGroups.Count; group++)
        {
            laneOfGroup[group] = (byte)KeyGroups.LaneOf(group, edges.Length);
        }
    }

    public override async ValueTask SendAsync(RecordBatch<T> batch)
    {
        Split(batch);
        for (var lane = 0; lane < open.Length; lane++)
        {
            if (open[lane] is { } part)
            {
                open[lane] = null;
                await Edges[lane].SendAsync(part);
            }
        }
    }

    public override void Discard()
    {
        foreach (ref var part in open.AsSpan())
        {
            part?.Release();
            part = null;
        }
    }

    private void Split(RecordBatch<T> batch)
    {
        var key = default(TKey);
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var record = ref batch.Records[i];
            var fingerprint = key.Fingerprint(in record);
            var lane = laneOfGroup[KeyGroups.Of(fingerprint)];
            var part = open[lane] ??= pool.Rent();
            var at = part.Count++;
            part.Records[at] = record;
            part.Times[at] = batch.Times[i];
            part.Keys[at] = fingerprint;
            if (batch.HasPositions)
            {
                part.HasPositions = true;
                part.Positions[at] = batch.Positions[i];
            }
        }
    }
}
