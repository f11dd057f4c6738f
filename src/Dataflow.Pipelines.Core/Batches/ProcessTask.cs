namespace Dataflow.Pipelines;

/// <summary>A program without an output: the type of a property with <see cref="ProcessAttribute"/>, whose body is generated.</summary>
/// <param name="Node">Id of the node that the property represents.</param>
public readonly record struct ProcessTask(string Node);
