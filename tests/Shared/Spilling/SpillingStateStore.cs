using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.Spilling;

/// <summary>The state of a lane, as bytes by namespace and key.</summary>
internal sealed class SpillingStateStore : IStateStore, IStateEvictions
{
    private readonly Dictionary<DeclaredState, SortedDictionary<long, Dictionary<UInt128, byte[]>>> _cold = [];
    private readonly IReadOnlyList<DeclaredState> _whole;
    private readonly IReadOnlyList<DeclaredState> _changing;
    private readonly IReadOnlyList<AppendOnlyLog> _growing;
    private readonly MemoryStream _value = new();
    private readonly BinaryWriter _writer;
    private IReadOnlyList<CheckpointFile> _chain = [];
    private StateFileWriter _changes;
    private (DeclaredState State, long Namespace, UInt128 Key, bool IsChanged) _entry;
    private int _files;

    public SpillingStateStore(StateScope scope, IReadOnlyList<DeclaredState> states)
    {
        (Scope, States) = (scope, states);
        _writer = new BinaryWriter(_value, Encoding.UTF8);
        _growing = [.. states.OfType<AppendOnlyState>().Select(s => new AppendOnlyLog(scope, states, s))];
        _changing = [.. states.Where(static s => s.HasChanges)];
        _whole = [.. states.Where(static s => s is { HasChanges: false, IsAppendOnly: false })];
        _changes = NextFile();
        foreach (var state in _changing)
        {
            state.TrackChanges();
            state.OnRemoved = removal => Remove(state, removal);
            _cold[state] = [];
        }
    }

    public StateScope Scope { get; }

    public IReadOnlyList<DeclaredState> States { get; }

    /// <summary>The oldest checkpoint that a start can restore; 0 before the first.</summary>
    public long Retained { get; private set; }

    public void Adopt(IReadOnlyList<CheckpointFile> chain) => _chain = chain;

    public void Adopt(StateSegment segment) => _growing.Single(log => log.Name == segment.Table).Adopt(segment);

    public ValueTask RetainAsync(long oldest, CancellationToken cancellationToken)
    {
        Retained = oldest;
        return ValueTask.CompletedTask;
    }

    public bool HasCold(DeclaredState state) => _cold.TryGetValue(state, out var namespaces) && namespaces.Count > 0;

    public long CountCold(DeclaredState state, long ns) => _cold[state].TryGetValue(ns, out var entries) ? entries.Count : 0;

    public StateSize SizeOf(DeclaredState state)
    {
        var cold = _cold.GetValueOrDefault(state)?.Values.SelectMany(static n => n.Values).ToArray() ?? [];
        return new StateSize(state.Entries, state.Bytes, cold.Length, cold.Sum(static v => (long)v.Length));
    }

    public async ValueTask LoadAsync(DeclaredState state, ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> namespaces, CancellationToken cancellationToken)
    {
        // Never synchronously, as a load from disk.
        await Task.Yield();
        for (var i = 0; i < keys.Length; i++)
        {
            Load(state, namespaces.IsEmpty ? 0 : namespaces.Span[i], keys.Span[i]);
        }
    }

    public async ValueTask LoadAsync(DeclaredState state, long ns, KeyRange range, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (_cold[state].TryGetValue(ns, out var entries))
        {
            foreach (var key in entries.Keys.Where(range.Contains).ToArray())
            {
                Load(state, ns, key);
            }
        }
    }

    public async ValueTask TrimAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var state in _changing.Where(static s => s.CanEvict))
        {
            state.Evict(long.MaxValue, this);
        }
    }

    public BinaryWriter Begin(DeclaredState state, long ns, UInt128 key, bool isChanged)
    {
        _entry = (state, ns, key, isChanged);
        _value.SetLength(0);
        return _writer;
    }

    public void End()
    {
        var (state, ns, key, isChanged) = _entry;
        var value = _value.ToArray();
        if (!_cold[state].TryGetValue(ns, out var entries))
        {
            _cold[state][ns] = entries = [];
        }

        if (!entries.TryAdd(key, value))
        {
            throw new InvalidOperationException($"State '{state.Name}' evicts key {key:x} of namespace {ns}, which it had not loaded.");
        }

        if (isChanged)
        {
            _changes.Writer.Write(state, ns, key, value);
        }
    }

    public Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken)
    {
        var (changes, whole) = (_changes, new StateFileWriter(Scope, States, Scope.FileOf(checkpoint, "whole")));
        foreach (var state in _changing)
        {
            state.WriteChanges(changes.Writer);
        }

        foreach (var state in _whole)
        {
            state.WriteAll(whole.Writer);
        }

        StateTableSize[] tables = [.. States.Select(s => (s.Name, Size: SizeOf(s))).Select(static s => new StateTableSize(s.Name, s.Size.Entries + s.Size.ColdEntries)).Where(static s => s.Entries > 0)];

        changes.End();
        whole.End();
        _changes = NextFile();
        return CompleteAsync(changes, whole, tables, [.. _growing.Select(log => log.CloseAsync(cancellationToken))], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _changes.DisposeAsync();
        foreach (var log in _growing)
        {
            await log.DisposeAsync();
        }
    }

    private async Task<StateSnapshot> CompleteAsync(
        StateFileWriter changes, StateFileWriter whole, StateTableSize[] tables, Task<IReadOnlyList<StateSegment>>[] growing, CancellationToken cancellationToken)
    {
        SpilledSnapshot token;
        await using (changes)
        await using (whole)
        {
            if (await changes.CompleteAsync(cancellationToken) is { } file)
            {
                _chain = [.. _chain, file];
            }

            token = new SpilledSnapshot(_chain, await whole.CompleteAsync(cancellationToken), [.. (await Task.WhenAll(growing)).SelectMany(static s => s)]);
        }

        return new StateSnapshot(
            tables,
            JsonSerializer.SerializeToUtf8Bytes(token),
            [.. token.Chain, .. token.Segments.Select(static s => s.File), .. token.Whole is null ? Array.Empty<CheckpointFile>() : [token.Whole]]);
    }

    private StateFileWriter NextFile() => new(Scope, States, Scope.FileOf(++_files, "changes"));

    private void Load(DeclaredState state, long ns, UInt128 key)
    {
        if (_cold[state].TryGetValue(ns, out var entries) && entries.Remove(key, out var value))
        {
            if (entries.Count == 0)
            {
                _cold[state].Remove(ns);
            }

            using var stream = new MemoryStream(value);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            state.Load(ns, key, reader);
            if (stream.Position != stream.Length)
            {
                throw new InvalidOperationException($"State '{state.Name}' read {stream.Position} of the {stream.Length} bytes of key {key:x}.");
            }
        }
    }

    private void Remove(DeclaredState state, NamespaceRemoval removal)
    {
        if (removal.IsChange)
        {
            _changes.Writer.Write(state, removal);
        }

        if (_cold[state].TryGetValue(removal.Namespace, out var entries))
        {
            foreach (var key in entries.Keys.Where(key => KeyGroups.Of(key) >= removal.FirstGroup && KeyGroups.Of(key) <= removal.LastGroup).ToArray())
            {
                entries.Remove(key);
            }

            if (entries.Count == 0)
            {
                _cold[state].Remove(removal.Namespace);
            }
        }
    }
}
