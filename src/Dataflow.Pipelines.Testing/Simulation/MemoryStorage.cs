namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>What checkpoints have made durable: outlives a life of the pipeline.</summary>
internal sealed class MemoryStorage
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public SortedDictionary<long, byte[]> Manifests { get; } = [];
}
