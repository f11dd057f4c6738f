namespace Dataflow.Pipelines.State;

/// <summary>Keeps state in the memory of the process; a checkpoint holds all of it.</summary>
public sealed class MemoryStateBackend : IStateBackend
{
    /// <inheritdoc/>
    public IStateStore<T> Open<T, TCodec>(StateScope scope, TtlPolicy? ttl)
        where TCodec : struct, IStateCodec<T> => new MemoryStateStore<T, TCodec>(scope, ttl);
}
