namespace Dataflow.Pipelines;

/// <summary>The decision of people who fill in a form: the type of a property with <see cref="ApprovalAttribute"/>, whose body is generated.</summary>
/// <typeparam name="T">The record that is the form.</typeparam>
/// <param name="Node">Id of the node that the property represents.</param>
public readonly record struct Approval<T>(string Node)
    where T : struct, IRecord<T>;
