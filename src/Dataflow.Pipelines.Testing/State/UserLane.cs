using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>A lane with the state of a method, used as a node uses it: loaded before access, trimmed afterwards.</summary>
internal sealed class UserLane<T>(KeyedState<T> values, DeclaredState state, LaneState lane) : IAsyncDisposable
{
    public KeyedState<T> Values => values;

    public LaneState State => lane;

    /// <summary>The size of the state, reported by the backend.</summary>
    public StateSize Size => lane.SizeOf(state);

    /// <summary>Calls the method once: it reads the state of a key and writes another.</summary>
    /// <returns>The state that it has read.</returns>
    public async ValueTask<T> CallAsync(int number, Func<T, T> method, long ticks = 0)
    {
        var key = ContractJob.Hash.Of((long)number);
        await lane.LoadKeysAsync(new[] { key });
        var seen = Call(key, method, ticks);
        await lane.TrimAsync();
        return seen;
    }

    public ValueTask<T> SetAsync(int number, T value, long ticks = 0) => CallAsync(number, _ => value, ticks);

    public ValueTask<T> GetAsync(int number, long ticks = 0) => CallAsync(number, static value => value, ticks);

    /// <summary>Keys with a state that is not the default and has not expired.</summary>
    public async ValueTask<long> CountAsync()
    {
        await lane.LoadAsync(state, 0, KeyRange.All);
        var count = values.Count;
        await lane.TrimAsync();
        return count;
    }

    public Task<BlockSnapshot> SnapshotAsync(long checkpoint) => lane.SnapshotAsync(checkpoint, CancellationToken.None);

    public ValueTask DisposeAsync() => lane.DisposeAsync();

    private T Call(UInt128 key, Func<T, T> method, long ticks)
    {
        ref var value = ref values.Of(key, ticks);
        var seen = value;
        value = method(seen);
        values.Settle();
        return seen;
    }
}
