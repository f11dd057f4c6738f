namespace Dataflow.Pipelines.Control;

/// <summary>A vote about an approval.</summary>
/// <param name="Who">The person.</param>
/// <param name="IsApproval">Whether the person has approved; else rejected.</param>
/// <param name="Comment">Why; null without a comment.</param>
/// <param name="At">When.</param>
/// <param name="By">Who has sent the vote in the person's name; null where it was the person.</param>
public sealed record ApprovalVote(string Who, bool IsApproval, string? Comment, DateTimeOffset At, string? By);
