using System.Text.Json.Serialization.Metadata;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>
/// All state of one lane: the operator declares it in its constructor, and then the engine opens, restores, snapshots and expires it.
/// Owned by the lane.
/// </summary>
internal sealed class LaneState : IAsyncDisposable
{
    private readonly StateScope _scope;
    private readonly IStateBackend _backend;
    private readonly List<DeclaredState> _states = [];
    private readonly List<OperatorValue> _values = [];
    private readonly CancellationToken _ended;
    private DeclaredState[] _keyed = [];
    private IStateStore? _store;

    /// <param name="scope">Node and lane of the state.</param>
    /// <param name="backend">Where it is stored.</param>
    /// <param name="ended">Cancelled when the job has ended: nothing more is loaded.</param>
    public LaneState(StateScope scope, IStateBackend backend, CancellationToken ended = default) => (_scope, _backend, _ended, Order) = (scope, backend, ended, KeyOrder.Of(scope.Node, scope.Attempt));

    /// <summary>The order in which its tables store keys.</summary>
    public KeyOrder Order { get; }

    /// <summary>The store; set by <see cref="Open"/>.</summary>
    public IStateStore Store => _store!;

    public IReadOnlyList<DeclaredState> States => _states;

    public IReadOnlyList<OperatorValue> Values => _values;

    /// <summary>The state of a user's method.</summary>
    /// <param name="name">Name among the states of the node.</param>
    /// <param name="ttl">How long the state of a key lives; <see langword="null"/>: indefinitely.</param>
    public KeyedState<T> AddUserState<T, TCodec>(string name, TtlPolicy? ttl)
        where TCodec : struct, IStateCodec<T> => Add(new UserState<T, TCodec>(name, _scope.Node, ttl)).Values;

    /// <summary>Timers of a user's method.</summary>
    public TimerQueue AddTimers(string name) => Add(new TimerEntries(name)).Queue;

    /// <summary>Timers of an operator of the engine.</summary>
    public TimerHeap AddDue(string name) => Add(new DueEntries(name)).Timers;

    /// <summary>A small value of the lane; a restore gives every lane those of all lanes.</summary>
    public OperatorValue<T> AddValue<T>(string name, JsonTypeInfo<T> type)
    {
        var value = new OperatorValue<T>(name, type);
        _values.Add(value);
        return value;
    }

    /// <summary>A value that is available some time after the barrier.</summary>
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
        (state.FirstGroup, state.LastGroup) = (KeyGroups.FirstOf(_scope.Lane, _scope.Lanes), KeyGroups.FirstOf(_scope.Lane + 1, _scope.Lanes) - 1);
        state.SetOrder(Order);
        _states.Add(state);
        return state;
    }

    /// <summary>Opens the state, empty; called after all of it is declared.</summary>
    public void Open()
    {
        _store = _backend.Open(_scope, _states);
        _keyed = [.. _states.Where(static s => s is { CanEvict: true, HasNamespaces: false })];
    }

    /// <summary>Whether entries of a state are not in memory.</summary>
    public bool HasCold(DeclaredState state) => Store.HasCold(state);

    /// <summary>Approximate number of entries of a namespace that are not in memory.</summary>
    public long CountCold(DeclaredState state, long ns) => Store.HasCold(state) ? Store.CountCold(state, ns) : 0;

    /// <summary>The size of a state.</summary>
    public StateSize SizeOf(DeclaredState state) => Store.SizeOf(state);

    /// <summary>Whether entries of a state without namespaces are not in memory.</summary>
    public bool HasColdKeys
    {
        get
        {
            foreach (var state in _keyed)
            {
                if (Store.HasCold(state))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Loads the entries of keys in the states without namespaces.</summary>
    public async ValueTask LoadKeysAsync(ReadOnlyMemory<UInt128> keys)
    {
        foreach (var state in _keyed)
        {
            if (Store.HasCold(state))
            {
                await LoadAsync(state, keys, default);
            }
        }
    }

    /// <summary>Loads the entries of the first timers' keys in the states without namespaces.</summary>
    /// <param name="due">The timers.</param>
    /// <param name="last">The latest time, inclusive.</param>
    /// <param name="count">The most timers.</param>
    public ValueTask LoadKeysAsync(TimerHeap due, long last, int count)
    {
        if (!HasColdKeys)
        {
            return ValueTask.CompletedTask;
        }

        List<UInt128> keys = [];
        due.Peek(last, count, keys);
        return LoadKeysAsync(keys.ToArray());
    }

    /// <summary>Loads the entries of keys in a state, each in its namespace.</summary>
    public ValueTask LoadAsync(DeclaredState state, ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> namespaces) =>
        Store.LoadAsync(state, keys.Span.Contains(UInt128.Zero) ? StateKey.Stored(keys) : keys, namespaces, _ended);

    /// <summary>Loads a range of the keys of a namespace.</summary>
    public ValueTask LoadAsync(DeclaredState state, long ns, KeyRange range) => Store.HasCold(state) ? Store.LoadAsync(state, ns, range, _ended) : ValueTask.CompletedTask;

    /// <summary>Evicts entries above the memory limit; called while the lane holds no reference to an entry.</summary>
    public ValueTask TrimAsync() => _states.Count == 0 ? ValueTask.CompletedTask : Store.TrimAsync(_ended);

    /// <summary>Takes a snapshot of all state at a barrier; called by the lane between two messages.</summary>
    public Task<BlockSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken) => CollectAsync(
        checkpoint,
        [.. _values.Select(static v => (v.Name, v.TakeAsync()))],
        _states.Count == 0 ? null : Store.SnapshotAsync(checkpoint, cancellationToken));

    /// <summary>No start uses an earlier checkpoint any more; called in parallel with the lane.</summary>
    public ValueTask RetainAsync(long oldest) => _states.Count == 0 ? ValueTask.CompletedTask : Store.RetainAsync(oldest, _ended);

    /// <summary>Advances the clocks of states that expire.</summary>
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
        // Waits for all of them, also where one fails: no part of the snapshot outlives its task.
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
