namespace Dataflow.Pipelines.Control;

/// <summary>Why an execution was cancelled.</summary>
public enum EndReason
{
    /// <summary>Its stop trigger fired.</summary>
    Stopped,

    /// <summary>Its skip trigger was true, or a person skipped it.</summary>
    Skipped,

    /// <summary>It is followed by a new execution; nothing is published.</summary>
    Restarted,

    /// <summary>Its run was cancelled.</summary>
    RunCancelled,

    /// <summary>Another node of its stream graph has stopped, restarts or has failed: it waits for that one; nothing is published.</summary>
    GraphStopped,
}
