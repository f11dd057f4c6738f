namespace Dataflow.Pipelines;

/// <summary>How an approval ends where its deadline passes before it is decided.</summary>
public enum ApprovalTimeout
{
    /// <summary>It is rejected.</summary>
    Reject,

    /// <summary>It is approved.</summary>
    Approve,
}
