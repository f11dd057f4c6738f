namespace Dataflow.Pipelines;

/// <summary>Binds a parameter to the output of a node: of the run, or for a stream node of the newest run that has one.</summary>
/// <param name="node">The node; use <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromAttribute(string node) : Attribute
{
    /// <summary>The node.</summary>
    public string Node { get; } = node;
}
