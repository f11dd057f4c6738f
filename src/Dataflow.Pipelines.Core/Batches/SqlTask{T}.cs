namespace Dataflow.Pipelines;

/// <summary>Statements whose output is a record: the type of a property with <see cref="SqlAttribute"/>, whose body is generated.</summary>
/// <typeparam name="T">The record type of the output.</typeparam>
/// <param name="Node">Id of the node that the property represents.</param>
public readonly record struct SqlTask<T>(string Node)
    where T : struct, IRecord<T>;
