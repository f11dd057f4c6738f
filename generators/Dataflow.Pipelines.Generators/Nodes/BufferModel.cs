namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The buffer before a node.</summary>
/// <param name="Batches">Capacity of each edge, in batches.</param>
/// <param name="WhenFull">Name of the policy for a full buffer.</param>
internal sealed record BufferModel(int Batches, string WhenFull);
