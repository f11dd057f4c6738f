namespace Dataflow.Pipelines;

/// <summary>What happens to a record whose processing throws.</summary>
public enum OnError
{
    /// <summary>The job stops and names the node and the record.</summary>
    Fail,

    /// <summary>The record goes to the rejects of the node with the exception as the reason.</summary>
    Reject,

    /// <summary>The record is dropped and counted with the rejects of the node; the 1st, 2nd, 4th, 8th … is logged with its position and the exception.</summary>
    Skip,
}
