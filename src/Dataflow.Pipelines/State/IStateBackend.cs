namespace Dataflow.Pipelines.State;

/// <summary>Where keyed state is kept: a seam, with one contract suite.</summary>
public interface IStateBackend
{
    /// <summary>An empty store for one state of one lane.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="ttl">How long a state lives; <see langword="null"/>: for ever.</param>
    IStateStore<T> Open<T, TCodec>(StateScope scope, TtlPolicy? ttl)
        where TCodec : struct, IStateCodec<T>;
}
