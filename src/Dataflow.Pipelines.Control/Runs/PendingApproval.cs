using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Runs;

/// <summary>What became of an approval since it was opened. Immutable.</summary>
/// <param name="Opened">What was asked.</param>
internal sealed record PendingApproval(ApprovalOpened Opened)
{
    /// <summary>The votes, oldest first: at most one of each person.</summary>
    public IReadOnlyList<ApprovalVoted> Votes { get; init; } = [];

    /// <summary>The reminders that were sent.</summary>
    public int Reminders { get; init; }

    /// <summary>When the newest reminder was sent; null before the first.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>When others were asked too; null before.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>How it has ended; null while it waits.</summary>
    public ApprovalClosed? Closed { get; init; }

    /// <summary>When the next reminder is due; null: none is.</summary>
    public DateTimeOffset? RemindDue => Opened.RemindEvery is { } interval ? (RemindedAt ?? Opened.At) + interval : null;

    /// <summary>When it is escalated; null where it is not, or is already.</summary>
    public DateTimeOffset? EscalateDue => EscalatedAt is null ? Opened.EscalateAt : null;

    /// <summary>The people who may decide now.</summary>
    public IEnumerable<string> Deciders => EscalatedAt is null ? Opened.Approvers : Opened.Approvers.Union(Opened.EscalateTo, StringComparer.OrdinalIgnoreCase);

    /// <summary>The vote of a person; null before.</summary>
    public ApprovalVoted? VoteOf(string who) => Votes.FirstOrDefault(vote => vote.Who.Equals(who, StringComparison.OrdinalIgnoreCase));
}
