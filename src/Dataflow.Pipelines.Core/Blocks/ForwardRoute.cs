namespace Dataflow.Pipelines.Blocks;

/// <summary>Sends each batch unchanged to one lane.</summary>
internal sealed class ForwardRoute<T>(Edge edge) : Route<T>([edge])
    where T : struct, IRecord<T>
{
    public override ValueTask SendAsync(RecordBatch<T> batch) => SendAsync(Edges[0], batch);
}
