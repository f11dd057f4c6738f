namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>What a channel sends: one change of one alert, or the question of an approval. Immutable.</summary>
public sealed record AlertNotification
{
    /// <summary>Names this change of this alert, or this question to these recipients. It is the same for each attempt and after a restart, so that a receiver recognizes what it already has.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The node whose alert it is.</summary>
    public required string Node { get; init; }

    /// <summary>The run; null where the node does not belong to one.</summary>
    public string? Run { get; init; }

    /// <summary>Whether the alert fires or is resolved, or an approval waits.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>How urgent it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What a person reads, with its holes filled.</summary>
    public required string Message { get; init; }

    /// <summary>The <c>alertWhen</c> expression; of an approval the trigger that has started it.</summary>
    public required string Trigger { get; init; }

    /// <summary>When the condition changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The people whom it concerns: of an approval those who may decide. Null where the channel chooses the receivers.</summary>
    public IReadOnlyList<string>? Recipients { get; init; }

    /// <summary>The approval that it asks for; null where it is about an alert.</summary>
    public ApprovalRequest? Approval { get; init; }

    /// <summary>
    /// Where the one recipient of an approval answers; null where links are not configured, or the channel does not send to its recipients. Its token decides in the name of the recipient:
    /// show it to nobody else.
    /// </summary>
    public Uri? Link { get; init; }
}
