namespace Dataflow.Pipelines.Control;

/// <summary>The states of an approval.</summary>
public enum ApprovalStatus
{
    /// <summary>It waits for decisions.</summary>
    Open,

    /// <summary>Final: approved.</summary>
    Approved,

    /// <summary>Final: rejected.</summary>
    Rejected,

    /// <summary>Final: it was stopped before it was decided, because its run was cancelled or a trigger has stopped or restarted it.</summary>
    Cancelled,
}
