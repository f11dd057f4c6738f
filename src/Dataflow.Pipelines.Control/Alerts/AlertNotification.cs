namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>What a channel sends: one change of one alert. Immutable.</summary>
public sealed record AlertNotification
{
    /// <summary>Names this change of this alert. It is the same for each attempt and after a restart, so that a receiver recognizes what it already has.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The node whose alert it is.</summary>
    public required string Node { get; init; }

    /// <summary>The run; null where the node does not belong to one.</summary>
    public string? Run { get; init; }

    /// <summary>Whether the alert fires or is resolved.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>How urgent it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What a person reads, with its holes filled.</summary>
    public required string Message { get; init; }

    /// <summary>The <c>alertWhen</c> expression.</summary>
    public required string Trigger { get; init; }

    /// <summary>When the condition changed.</summary>
    public required DateTimeOffset At { get; init; }
}
