namespace Dataflow.Pipelines.Control;

/// <summary>An approval of a run: what was asked, and what was decided.</summary>
public sealed record ApprovalInfo
{
    /// <summary>Id of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the run.</summary>
    public required string Run { get; init; }

    /// <summary>Id of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Counts the executions of the node in the run, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The question in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What the approvers need to know; null where there is nothing.</summary>
    public string? Text { get; init; }

    /// <summary>The people who may decide; once it is escalated also those whom it was escalated to.</summary>
    public required IReadOnlyList<string> Approvers { get; init; }

    /// <summary>The approvals that are needed.</summary>
    public required int Quorum { get; init; }

    /// <summary>Whether it waits, and else how it has ended.</summary>
    public required ApprovalStatus Status { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ends undecided; null: never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When others were asked too; null where they were not.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>The reminders that were sent.</summary>
    public int Reminders { get; init; }

    /// <summary>When it has ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who has decided: a person, <c>timeout</c> or <c>superseded</c>; null before, and where it was cancelled.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The comment of the decision; null without one.</summary>
    public string? Comment { get; init; }

    /// <summary>The form that approvers fill, as <c>{"name":"…","fields":[{"name":"…","type":"…","nullable":false}]}</c>; null without one.</summary>
    public string? FormSchema { get; init; }

    /// <summary>The form of the vote that has decided, one JSON object; null without one.</summary>
    public string? Form { get; init; }

    /// <summary>The votes, oldest first.</summary>
    public IReadOnlyList<ApprovalVote> Votes { get; init; } = [];
}
