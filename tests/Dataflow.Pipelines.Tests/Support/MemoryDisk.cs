namespace Dataflow.Pipelines.Tests.Support;

/// <summary>What a checkpoint store has made durable: it outlives the process.</summary>
internal sealed class MemoryDisk
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public SortedDictionary<long, byte[]> Manifests { get; } = [];

    public bool IsLocked { get; set; }
}
