namespace Dataflow.Pipelines;

/// <summary>
/// When an alert is raised.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class AlertWhenAttribute(string trigger) : Attribute
{
    /// <summary>Trigger expression: events, crons and comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public string Trigger { get; } = trigger;

    /// <summary>Channel of the alert.</summary>
    public string Channel { get; init; } = "log";

    /// <summary>How severe it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>Template of the message.</summary>
    public string? Message { get; init; }
}
