namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Whether the condition of an alert is true.</summary>
public enum AlertStatus
{
    /// <summary>The condition is true.</summary>
    Firing,

    /// <summary>The condition was true and is not any more.</summary>
    Resolved,
}
