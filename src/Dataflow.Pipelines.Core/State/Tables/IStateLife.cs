namespace Dataflow.Pipelines.State;

/// <summary>Tells values that need no slot any more from those that do; a struct without state, so that the call is direct.</summary>
/// <typeparam name="T">The value.</typeparam>
internal interface IStateLife<T>
{
    /// <summary>Whether a slot with this value is the same as no slot.</summary>
    static abstract bool IsGone(in T value);
}
