namespace Dataflow.Pipelines;

/// <summary>Statements without an output: the type of a property with <see cref="SqlAttribute"/>, whose body is generated.</summary>
/// <param name="Node">Id of the node that the property represents.</param>
public readonly record struct SqlTask(string Node);
