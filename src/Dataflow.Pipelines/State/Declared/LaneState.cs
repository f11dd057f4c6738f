using System.Text.Json.Serialization.Metadata;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>
/// All state of one lane: the operator declares it in its constructor, and from there the engine opens, restores, snapshots and expires it.
/// Owned by the lane.
/// </summary>
internal sealed class LaneState : IAsyncDisposable
{
    private readonly StateScope _scope;
    private readonly IStateBackend _backend;
    private readonly List<DeclaredState> _states = [];
    private readonly List<OperatorValue> _values = [];
    private IStateStore? _store;

    public LaneState(StateScope scope, IStateBackend backend) => (_scope, _backend) = (scope, backend);

    /// <summary>The store; there is one once the lane was opened.</summary>
    public IStateStore Store => _store!;

    public IReadOnlyList<DeclaredState> States => _states;

    public IReadOnlyList<OperatorValue> Values => _values;

    /// <summary>The state of a user's method.</summary>
    /// <param name="name">Which of the node's states.</param>
    /// <param name="ttl">How long the state of a key lives; <see langword="null"/>: for ever.</param>
    public KeyedState<T> AddUserState<T, TCodec>(string name, TtlPolicy? ttl)
        where TCodec : struct, IStateCodec<T> => Add(new UserState<T, TCodec>(name, _scope.Node, ttl)).Values;

    /// <summary>Timers of a user's method.</summary>
    public TimerQueue AddTimers(string name) => Add(new TimerEntries(name)).Queue;

    /// <summary>Times at which an operator of the engine looks at its keys again.</summary>
    public TimerHeap AddDue(string name) => Add(new DueEntries(name)).Timers;

    /// <summary>A small value of the lane; every lane gets those of all lanes back.</summary>
    public OperatorValue<T> AddValue<T>(string name, JsonTypeInfo<T> type)
    {
        var value = new OperatorValue<T>(name, type);
        _values.Add(value);
        return value;
    }

    /// <summary>A value that is known some time after the barrier.</summary>
    public PreparedValue AddPrepared(string name)
    {
        var value = new PreparedValue(name);
        _values.Add(value);
        return value;
    }

    /// <summary>A state of another form.</summary>
    public TState Add<TState>(TState state)
        where TState : DeclaredState
    {
        state.Index = _states.Count;
        _states.Add(state);
        return state;
    }

    /// <summary>All is declared: opens it, empty.</summary>
    public void Open() => _store = _backend.Open(_scope, _states);

    /// <summary>Takes all state at a barrier; called by the lane between two messages.</summary>
    public Task<BlockSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken) => CollectAsync(
        checkpoint,
        [.. _values.Select(static v => (v.Name, v.TakeAsync()))],
        _states.Count == 0 ? null : Store.SnapshotAsync(checkpoint, cancellationToken));

    /// <summary>Moves the clocks of what expires.</summary>
    /// <param name="watermark">Event time, UTC ticks.</param>
    /// <param name="processing">Processing time, UTC ticks.</param>
    public void Advance(long watermark, long processing)
    {
        foreach (var state in _states)
        {
            state.Advance(watermark, processing);
        }
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<BlockSnapshot> CollectAsync(long checkpoint, (string Name, Task<ReadOnlyMemory<byte>> Taking)[] values, Task<StateSnapshot>? taking)
    {
        // All of them, also where one fails: nothing of the snapshot runs on behind its task.
        await Task.WhenAll(values.Select(static v => (Task)v.Taking).Append(taking ?? Task.CompletedTask));
        var taken = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var (name, value) in values)
        {
            if (await value is { IsEmpty: false } bytes)
            {
                taken[name] = bytes;
            }
        }

        return new BlockSnapshot(checkpoint, taken, _backend.Name, taking is null ? null : await taking);
    }
}
