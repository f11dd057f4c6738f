namespace Dataflow.Pipelines;

/// <summary>
/// When the node starts.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class StartWhenAttribute(string trigger) : Attribute
{
    /// <summary>Trigger expression: events, crons and comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    /// <remarks>
    /// <c>cron:0 2 * * mon-fri;tz=Europe/Berlin</c>: minute, hour, day of the month, month, day of the week; six fields have the second before them. It fires where a time fits all
    /// fields. These are the expressions of the Cronos package, and <c>@startup</c>.
    /// </remarks>
    public string Trigger { get; } = trigger;

    /// <summary>How often it starts.</summary>
    public StartMode Mode { get; init; }
}
