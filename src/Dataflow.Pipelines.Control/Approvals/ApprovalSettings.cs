using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>What an approval asks, and whom. Its deadline is <see cref="ControlNode.Timeout"/>. Immutable; the texts are evaluated when it is opened.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApprovalSettings
{
    /// <summary>The question in one line.</summary>
    public required Func<TriggerScope, string> Title { get; init; }

    /// <summary>What the approvers need to know; <see langword="null"/>: nothing but the title.</summary>
    public Func<TriggerScope, string>? Description { get; init; }

    /// <summary>The people who may decide. Blank entries are dropped; with none left it cannot be asked, and the attempt has failed.</summary>
    public required Func<TriggerScope, IReadOnlyList<string>> Approvers { get; init; }

    /// <summary>The approvals that are needed, at least 1. More than the approvers: it cannot be asked.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>How it ends at its deadline.</summary>
    public ApprovalTimeout OnTimeout { get; init; }

    /// <summary>Time between two reminders; <see langword="null"/>: none is sent.</summary>
    public TimeSpan? RemindEvery { get; init; }

    /// <summary>Time from the opening until others are asked too; <see langword="null"/>: never.</summary>
    public TimeSpan? EscalateAfter { get; init; }

    /// <summary>The people who may decide from the escalation on, besides the approvers.</summary>
    public Func<TriggerScope, IReadOnlyList<string>>? EscalateTo { get; init; }

    /// <summary>Name of the alert channel that its notifications are sent to; <see langword="null"/>: the log.</summary>
    public string? Channel { get; init; }

    /// <summary>The form that an approver fills; <see langword="null"/>: none.</summary>
    public ApprovalForm? Form { get; init; }
}
