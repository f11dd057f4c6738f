namespace Dataflow.Pipelines;

/// <summary>
/// When an alert is raised.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class AlertWhenAttribute(string trigger) : Attribute
{
    /// <summary>Trigger expression: events, crons and comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public string Trigger { get; } = trigger;

    /// <summary>Name of the channel that it is sent to. <c>log</c> exists always; others are services of the host.</summary>
    public string Channel { get; init; } = "log";

    /// <summary>How severe it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>Template of the message.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// Time between two notifications while a condition stays true: a constant duration such as <c>4h</c>; <see langword="null"/>: it is sent once. An alternative of the trigger that
    /// waits for an event or a cron raises an alert at each firing and is not repeated.
    /// </summary>
    public string? RepeatEvery { get; init; }
}
