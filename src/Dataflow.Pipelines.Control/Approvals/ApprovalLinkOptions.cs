namespace Dataflow.Pipelines.Control;

/// <summary>Links with which approvers answer. A link decides in the name of its receiver: it is signed, expires at the deadline of the approval, or after 7 days where it has none, and is sent to the receiver alone.</summary>
public sealed record ApprovalLinkOptions
{
    /// <summary>
    /// The page that approvers open: https, or http on this machine. The token is appended as <c>?token=…</c>; the program behind the page passes it to
    /// <see cref="IApprovals.DecideByLinkAsync"/>.
    /// </summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>A file with the key, at least 32 random bytes; line breaks at its end do not count. <see langword="null"/>: the key is the environment variable <c>DATAFLOW_LINK_KEY</c>.</summary>
    public string? KeyFile { get; init; }
}
