namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The approval that a notification asks for. Immutable.</summary>
public sealed record ApprovalRequest
{
    /// <summary>Counts the executions of the node in its run, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The question in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What the approvers need to know; null where there is nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The approvers that the class names.</summary>
    public required IReadOnlyList<string> Approvers { get; init; }

    /// <summary>The approvals that are needed.</summary>
    public required int Quorum { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ends undecided; null: never.</summary>
    public DateTimeOffset? Deadline { get; init; }
}
