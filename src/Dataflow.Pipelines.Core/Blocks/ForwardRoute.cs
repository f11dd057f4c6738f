namespace Dataflow.Pipelines.Blocks;

/// <summary>All records to one lane: the batch itself travels on.</summary>
internal sealed class ForwardRoute<T>(Edge edge) : Route<T>([edge])
    where T : struct, IRecord<T>
{
    public override ValueTask SendAsync(RecordBatch<T> batch) => SendAsync(Edges[0], batch);
}
