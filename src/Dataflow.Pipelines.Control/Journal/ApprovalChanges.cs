namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A change of an approval that waits for decisions, beside the transitions of its execution.</summary>
internal abstract record ApprovalChange(string Run, string Node, int Number, long Approval) : ExecutionChange(Run, Node, Number);

/// <summary>People are asked. What is asked, and whom, holds until the end, also where the class changes.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Approval">Its number: unique in the pipeline.</param>
/// <param name="Title">The question in one line.</param>
/// <param name="Text">What the approvers need to know; may be empty.</param>
/// <param name="Approvers">The people who may decide.</param>
/// <param name="Quorum">The approvals that are needed.</param>
/// <param name="Deadline">When it ends undecided; null: never.</param>
/// <param name="OnTimeout">How it ends then.</param>
/// <param name="RemindEvery">Time between two reminders; null: none is sent.</param>
/// <param name="EscalateAt">When others are asked too; null: never.</param>
/// <param name="EscalateTo">These others.</param>
/// <param name="Channel">Name of the channel of its notifications.</param>
/// <param name="Form">The form, described in JSON; empty without one.</param>
internal sealed record ApprovalOpened(
    string Run, string Node, int Number, long Approval, string Title, string Text, IReadOnlyList<string> Approvers, int Quorum, DateTimeOffset? Deadline, ApprovalTimeout OnTimeout,
    TimeSpan? RemindEvery, DateTimeOffset? EscalateAt, IReadOnlyList<string> EscalateTo, string Channel, string Form) : ApprovalChange(Run, Node, Number, Approval);

/// <summary>A person has approved or rejected.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Approval">Number of the approval.</param>
/// <param name="Who">The person.</param>
/// <param name="Approves">Whether the person approves; else rejects.</param>
/// <param name="Comment">Why; may be empty.</param>
/// <param name="Form">The form, one JSON object; empty without one.</param>
/// <param name="By">Who has sent the vote in the person's name; empty where it was the person.</param>
internal sealed record ApprovalVoted(string Run, string Node, int Number, long Approval, string Who, bool Approves, string Comment, string Form, string By) : ApprovalChange(Run, Node, Number, Approval);

/// <summary>Those who have not decided are reminded.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Approval">Number of the approval.</param>
/// <param name="Count">Counts the reminders, from 1.</param>
internal sealed record ApprovalReminded(string Run, string Node, int Number, long Approval, int Count) : ApprovalChange(Run, Node, Number, Approval);

/// <summary>From here on others may decide too.</summary>
internal sealed record ApprovalEscalated(string Run, string Node, int Number, long Approval) : ApprovalChange(Run, Node, Number, Approval);

/// <summary>It is decided, or stopped. The end of its execution follows.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Approval">Number of the approval.</param>
/// <param name="Status">How it has ended.</param>
/// <param name="By">The person whose vote has decided, <c>timeout</c> or <c>superseded</c>; empty where it was stopped.</param>
/// <param name="Comment">Why; may be empty.</param>
/// <param name="Form">The form of the vote that has decided; empty without one.</param>
internal sealed record ApprovalClosed(string Run, string Node, int Number, long Approval, ApprovalStatus Status, string By, string Comment, string Form) : ApprovalChange(Run, Node, Number, Approval);
