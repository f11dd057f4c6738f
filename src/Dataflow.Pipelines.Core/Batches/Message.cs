namespace Dataflow.Pipelines;

/// <summary>What travels along an edge: a <see cref="RecordBatch{T}"/>, or control in band between batches.</summary>
public abstract class Message
{
    /// <summary>Whether it holds records and so needs a credit; control does not.</summary>
    internal virtual bool IsData => false;

    /// <summary>Records in it.</summary>
    internal virtual int RecordCount => 0;

    /// <summary>The receiver is done with it.</summary>
    public virtual void Release()
    {
    }
}
