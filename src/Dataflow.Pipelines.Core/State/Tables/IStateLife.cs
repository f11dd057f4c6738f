namespace Dataflow.Pipelines.State;

/// <summary>Distinguishes values that no longer need a slot from those that do; a stateless struct, so that the call is direct.</summary>
/// <typeparam name="T">The value.</typeparam>
internal interface IStateLife<T>
{
    /// <summary>Whether a slot with this value is the same as no slot.</summary>
    static abstract bool IsGone(in T value);
}
