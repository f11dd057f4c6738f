namespace Dataflow.Pipelines;

/// <summary>What happens to a record that waits too long for its answer.</summary>
public enum OnTimeout
{
    /// <summary>The job stops and names the node and the record.</summary>
    Fail,

    /// <summary>The record goes to the rejects of the node.</summary>
    Reject,
}
