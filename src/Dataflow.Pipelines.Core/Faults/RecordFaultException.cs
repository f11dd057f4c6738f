namespace Dataflow.Pipelines;

/// <summary>A node threw while it processed a record.</summary>
public sealed class RecordFaultException : Exception
{
    /// <summary>The fault of a node at a record.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="record">Where the record was read, as in <c>raw_events[3]@1042</c>, or its index in the batch.</param>
    /// <param name="cause">What the node threw.</param>
    public RecordFaultException(string node, string record, Exception cause)
        : this(node, record, cause, "Fix the node, or set OnError = OnError.Reject there to send such records to the dead letters.")
    {
    }

    /// <summary>The same, with what to do about it.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="record">Where the record was read, or its event time.</param>
    /// <param name="cause">What the node threw.</param>
    /// <param name="fix">What to do.</param>
    internal RecordFaultException(string node, string record, Exception cause, string fix)
        : base($"'{node}' threw {cause?.GetType().Name} at record {record}: {cause?.Message} {fix}", cause)
    {
        Node = node;
        Record = record;
    }

    /// <summary>Id of the node.</summary>
    public string Node { get; }

    /// <summary>Where the record was read.</summary>
    public string Record { get; }
}
