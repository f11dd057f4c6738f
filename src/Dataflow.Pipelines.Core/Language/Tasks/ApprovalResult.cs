namespace Dataflow.Pipelines;

/// <summary>How an approval has ended. Triggers compare <c>approval_result</c> with <c>'approved'</c> and <c>'rejected'</c>.</summary>
public enum ApprovalResult
{
    /// <summary>As many people as were needed have approved, or the deadline has passed and the class says so.</summary>
    Approved,

    /// <summary>A person has rejected, the deadline has passed, or a newer run has reached the same approval.</summary>
    Rejected,
}
