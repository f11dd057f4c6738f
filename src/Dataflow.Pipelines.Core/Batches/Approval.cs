namespace Dataflow.Pipelines;

/// <summary>The decision of people: the type of a property with <see cref="ApprovalAttribute"/>, whose body is generated.</summary>
/// <param name="Node">Id of the node that the property represents.</param>
public readonly record struct Approval(string Node);
