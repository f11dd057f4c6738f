namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Whether the condition of an alert is true, or an approval waits.</summary>
public enum AlertStatus
{
    /// <summary>The condition is true.</summary>
    Firing,

    /// <summary>The condition was true and is not any more.</summary>
    Resolved,

    /// <summary>An approval waits for a decision.</summary>
    Waiting,
}
