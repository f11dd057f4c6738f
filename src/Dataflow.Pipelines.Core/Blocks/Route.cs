namespace Dataflow.Pipelines.Blocks;

/// <summary>The route of records from one lane to the lanes of one vertex downstream.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal abstract class Route<T>(Edge[] edges)
    where T : struct, IRecord<T>
{
    /// <summary>One for each lane downstream that this lane can reach.</summary>
    protected Edge[] Edges { get; } = edges;

    /// <summary>Sends the records; the caller keeps its own reference to the batch.</summary>
    public abstract ValueTask SendAsync(RecordBatch<T> batch);

    /// <summary>Sends the records that were collected to be sent together; called before any control, and before the lane waits.</summary>
    public virtual ValueTask FlushAsync() => ValueTask.CompletedTask;

    public void PostWatermark(Watermark watermark)
    {
        foreach (var edge in Edges)
        {
            edge.PostWatermark(watermark);
        }
    }

    public void PostControl(Message control)
    {
        foreach (var edge in Edges)
        {
            edge.PostControl(control);
        }
    }

    /// <summary>Releases the collected records, which will not be sent.</summary>
    public virtual void Discard()
    {
    }

    protected static ValueTask SendAsync(Edge edge, RecordBatch<T> batch)
    {
        batch.Retain();
        return edge.SendAsync(batch);
    }
}
