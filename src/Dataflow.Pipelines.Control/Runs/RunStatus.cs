namespace Dataflow.Pipelines.Control;

/// <summary>The states of a run.</summary>
public enum RunStatus
{
    /// <summary>It waits for another run of the same start node to end.</summary>
    Queued,

    /// <summary>Its nodes are executed, or one of them waits for a decision.</summary>
    Running,

    /// <summary>It was asked to stop and waits for its executions to stop.</summary>
    Cancelling,

    /// <summary>Final: nothing was left to do, and each failure was handled by a trigger.</summary>
    Completed,

    /// <summary>Final, unless a person retries it: an execution has failed for good and no trigger handled the failure.</summary>
    Failed,

    /// <summary>Final: a person has cancelled it.</summary>
    Cancelled,

    /// <summary>Final: a firing that opened no run, with the reason.</summary>
    Skipped,
}
