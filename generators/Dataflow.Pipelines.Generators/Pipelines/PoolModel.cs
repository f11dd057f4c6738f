namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A pool of a pipeline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slots">Its number of slots.</param>
internal sealed record PoolModel(string Name, int Slots);
