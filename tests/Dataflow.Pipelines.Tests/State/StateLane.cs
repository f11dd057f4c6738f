using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>The state of a method in one lane, on a backend under test.</summary>
internal sealed class StateLane<T>(KeyedState<T> values, IStateStore store) : StateLane(store)
{
    public KeyedState<T> Values => values;
}

/// <summary>A lane on a backend under test.</summary>
internal abstract class StateLane(IStateStore store) : IAsyncDisposable
{
    public IStateStore Store => store;

    public Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken) => store.SnapshotAsync(checkpoint, cancellationToken);

    public void Advance(long watermark, long processing)
    {
        foreach (var state in store.States)
        {
            state.Advance(watermark, processing);
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
