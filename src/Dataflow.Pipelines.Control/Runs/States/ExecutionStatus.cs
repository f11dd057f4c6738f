namespace Dataflow.Pipelines.Control;

/// <summary>The states of a node execution, and of a stream node.</summary>
public enum ExecutionStatus
{
    /// <summary>Known, but nothing has started it.</summary>
    Registered,

    /// <summary>Its trigger has fired; it waits for a slot, for its turn, or for the end of a pause between two attempts.</summary>
    Scheduled,

    /// <summary>An attempt is being prepared; no code of the user has run yet.</summary>
    Initializing,

    /// <summary>An attempt runs. An approval that waits for a person is in this state.</summary>
    Running,

    /// <summary>A stream node takes a checkpoint.</summary>
    Checkpointing,

    /// <summary>The checkpoint of a stream node has failed.</summary>
    CheckpointFailed,

    /// <summary>Final: it has ended with its output.</summary>
    Completed,

    /// <summary>The attempt has failed; it is being decided whether another follows.</summary>
    Failed,

    /// <summary>It was asked to stop and is stopping.</summary>
    Cancelling,

    /// <summary>It was stopped, or skipped.</summary>
    Cancelled,

    /// <summary>It has failed and no attempt follows, unless a person retries it.</summary>
    Dead,
}
