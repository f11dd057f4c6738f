namespace Dataflow.Pipelines.State;

/// <summary>The values of one namespace, such as a window.</summary>
/// <param name="id">Its number: for a window or a slice its start, UTC ticks.</param>
/// <param name="table">Its values.</param>
internal sealed class StateNamespace<T>(long id, StateTable<T, NeverGone<T>> table)
{
    public long Id => id;

    public StateTable<T, NeverGone<T>> Values => table;
}
