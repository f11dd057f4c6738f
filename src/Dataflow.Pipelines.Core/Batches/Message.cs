namespace Dataflow.Pipelines;

/// <summary>A message on an edge: a <see cref="RecordBatch{T}"/>, or in-band control between batches.</summary>
public abstract class Message
{
    /// <summary>Whether it holds records and so needs a credit; control does not.</summary>
    internal virtual bool IsData => false;

    /// <summary>Number of records.</summary>
    internal virtual int RecordCount => 0;

    /// <summary>The receiver is done with it.</summary>
    public virtual void Release()
    {
    }
}
