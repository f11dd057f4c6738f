using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>A lane that has declared one state of each form.</summary>
internal sealed class ContractLane : IAsyncDisposable, IListOwner
{
    /// <summary>How long a key is stored in <see cref="Seen"/>, in ticks of event time.</summary>
    public const long Within = TimeSpan.TicksPerSecond;
    private readonly NamespacedEntries<byte[]?, BytesCodec> _windows;
    private readonly DeclaredState _values;
    private readonly FingerprintState _log;

    /// <param name="scope">The lane that owns the state.</param>
    /// <param name="backend">The backend that stores it.</param>
    /// <param name="watch">Replaces the state of the values by another one.</param>
    public ContractLane(StateScope scope, IStateBackend backend, Func<DeclaredState, DeclaredState>? watch = null)
    {
        (Lane, Lanes) = (scope.Lane, scope.Lanes);
        State = new LaneState(scope, backend);
        Visits = State.AddUserState<Visits, VisitsCodec>("visits", null);
        var values = new KeyedEntries<byte[]?, DefaultIsGone<byte[]?>, BytesCodec>("values");
        _values = State.Add(watch?.Invoke(values) ?? values);
        Values = values.Table;
        _windows = State.Add(new NamespacedEntries<byte[]?, BytesCodec>("windows", "hours"));
        Timers = State.AddTimers("timers");
        Due = State.AddDue("due");
        State.Add(new ListEntries("list", Redistribution.ByLane, this));
        Rules = State.Add(new BroadcastState<byte[]?, BytesCodec>("rules", scope.Lane == 0));
        Number = State.AddValue("number", StateJson.Default.Int64);
        Number.Current = 100 + scope.Lane;
        Watermark = State.AddValue("watermark", StateJson.Default.Int64);
        Seen = new FingerprintSet(TimeSpan.FromTicks(Within));
        _log = State.Add(new FingerprintState("seen", Seen, TimeSpan.FromTicks(Within), Watermark));
        State.Open();
    }

    public int Lane { get; }

    public int Lanes { get; }

    public LaneState State { get; }

    public KeyedState<Visits> Visits { get; }

    public KeyedTable<byte[]?, DefaultIsGone<byte[]?>> Values { get; }

    public NamespacedTable<byte[]?> Windows => _windows.Table;

    public TimerQueue Timers { get; }

    public TimerHeap Due { get; }

    public BroadcastState<byte[]?, BytesCodec> Rules { get; }

    public OperatorValue<long> Number { get; }

    public OperatorValue<long> Watermark { get; }

    public FingerprintSet Seen { get; }

    public List<byte[]> List { get; } = [];

    public long Entries => List.Count;

    public bool Owns(UInt128 key) => KeyGroups.LaneOf(KeyGroups.Of(key), Lanes) == Lane;

    /// <summary>Stores a key as a de-duplication does.</summary>
    /// <returns>Whether it is new.</returns>
    public bool See(UInt128 key, long ticks)
    {
        var isNew = Seen.TryAdd(key, ticks, out var isRemembered);
        if (isNew && isRemembered)
        {
            _log.Append(key, ticks);
        }

        return isNew;
    }

    /// <summary>Loads windows of keys, as an operator does before it accesses them.</summary>
    public ValueTask LoadWindowsAsync(UInt128[] keys, long[] hours) => State.HasCold(_windows) ? State.LoadAsync(_windows, keys, hours) : ValueTask.CompletedTask;

    /// <summary>Loads all keyed state into memory.</summary>
    public async ValueTask LoadAllAsync()
    {
        foreach (var state in State.States.Where(static s => s is { CanEvict: true, HasNamespaces: false }))
        {
            await State.LoadAsync(state, 0, KeyRange.All);
        }

        for (var i = 0; i < Windows.Count; i++)
        {
            await State.LoadAsync(_windows, Windows[i].Id, KeyRange.All);
        }
    }

    public void Write(StateWriter writer)
    {
        foreach (var item in List)
        {
            var value = item;
            BytesCodec.Write(writer.BeginEntry(), ref value!);
            writer.EndEntry();
        }
    }

    public void Read(BinaryReader reader) => List.Add(BytesCodec.Read(reader)!);

    public void FinishRestore()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await State.DisposeAsync();
        Seen.Dispose();
    }
}
