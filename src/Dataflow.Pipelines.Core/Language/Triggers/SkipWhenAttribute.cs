namespace Dataflow.Pipelines;

/// <summary>
/// When the node is skipped instead of started.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class SkipWhenAttribute(string trigger) : Attribute
{
    /// <summary>Trigger expression: events, crons and comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public string Trigger { get; } = trigger;
}
