namespace Dataflow.Pipelines;

/// <summary>
/// When the node starts.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class StartWhenAttribute(string trigger) : Attribute
{
    /// <summary>Trigger expression: events, crons and comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public string Trigger { get; } = trigger;

    /// <summary>How often it starts.</summary>
    public StartMode Mode { get; init; }
}
