namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The buffer before a node.</summary>
/// <param name="Batches">Capacity an edge.</param>
/// <param name="WhenFull">Name of what happens when it is full.</param>
internal sealed record BufferModel(int Batches, string WhenFull);
