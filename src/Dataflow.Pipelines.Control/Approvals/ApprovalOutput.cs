namespace Dataflow.Pipelines.Control.Approvals;

/// <summary>The output of an approval. Immutable.</summary>
/// <param name="Result">How it has ended.</param>
/// <param name="Comment">Why, for people; null without one.</param>
/// <param name="DecidedBy">The person whose vote has decided, or <see cref="Timeout"/> or <see cref="Superseded"/>.</param>
/// <param name="DecidedAt">When it has ended.</param>
/// <param name="Form">The form of the vote that has decided, one JSON object; null without one.</param>
internal sealed record ApprovalOutput(ApprovalResult Result, string? Comment, string DecidedBy, DateTimeOffset DecidedAt, string? Form)
{
    /// <summary>The deadline has decided.</summary>
    public const string Timeout = "timeout";

    /// <summary>A newer run has reached the same approval.</summary>
    public const string Superseded = "superseded";
}
