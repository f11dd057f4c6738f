namespace Dataflow.Pipelines;

/// <summary>The type of a property whose body the generator owns: a stream of records. It is declared and referred to, never read from user code.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Node">Id of the node that the property stands for.</param>
public readonly record struct Stream<T>(string Node)
    where T : struct, IRecord<T>;
