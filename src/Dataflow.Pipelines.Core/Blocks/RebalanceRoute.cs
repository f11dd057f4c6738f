namespace Dataflow.Pipelines.Blocks;

/// <summary>Sends batches to the lanes in turn: for stateless work on more lanes than the upstream has.</summary>
internal sealed class RebalanceRoute<T>(Edge[] edges, int first) : Route<T>(edges)
    where T : struct, IRecord<T>
{
    private int _next = first;

    public override ValueTask SendAsync(RecordBatch<T> batch)
    {
        var edge = Edges[_next];
        _next = (_next + 1) % Edges.Length;
        return SendAsync(edge, batch);
    }
}
