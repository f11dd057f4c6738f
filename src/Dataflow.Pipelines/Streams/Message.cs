namespace Dataflow.Pipelines;

/// <summary>What travels along an edge: a <see cref="RecordBatch{T}"/>, or control in band between batches.</summary>
public abstract class Message
{
    /// <summary>The receiver is done with it.</summary>
    public virtual void Release()
    {
    }
}
