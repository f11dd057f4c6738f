namespace Dataflow.Pipelines;

/// <summary>
/// Gives a node another id than the snake_case of its member name.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class NodeAttribute(string id) : Attribute
{
    /// <summary>The id used in triggers, metrics, checkpoints and errors.</summary>
    public string Id { get; } = id;
}
