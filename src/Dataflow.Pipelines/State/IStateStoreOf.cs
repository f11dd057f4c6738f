namespace Dataflow.Pipelines.State;

/// <summary>A store of one value a key.</summary>
/// <typeparam name="T">The value.</typeparam>
public interface IStateStore<T> : IStateStore
{
    /// <summary>The values at hand.</summary>
    KeyedState<T> Values { get; }
}
