namespace Dataflow.Pipelines;

/// <summary>A stream of records: the type of a property whose body is generated. User code declares it and refers to it, but never reads it.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Node">Id of the node that the property represents.</param>
public readonly record struct Stream<T>(string Node)
    where T : struct, IRecord<T>;
