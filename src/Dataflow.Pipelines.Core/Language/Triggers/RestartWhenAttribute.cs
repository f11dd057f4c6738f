namespace Dataflow.Pipelines;

/// <summary>
/// When the node restarts from a checkpoint with the inputs stored in it.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class RestartWhenAttribute(string trigger) : Attribute
{
    /// <summary>Trigger expression: events, crons and comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    public string Trigger { get; } = trigger;
}
