using System.Text.Json;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>State in memory. A checkpoint is one file per lane, and a segment for each append-only state.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly IReadOnlyList<DeclaredState> _full;
    private readonly IReadOnlyList<AppendOnlyLog> _growing;

    // Not null during a snapshot, and after a value could not be written, which fails the job.
    private StateFileWriter? _writing;

    public MemoryStateStore(StateScope scope, IReadOnlyList<DeclaredState> states)
    {
        (Scope, States) = (scope, states);
        _full = [.. states.Where(static s => !s.IsAppendOnly)];
        _growing = [.. states.Where(static s => s.IsAppendOnly).Select(s => new AppendOnlyLog(scope, states, (AppendOnlyState)s))];
    }

    public StateScope Scope { get; }

    public IReadOnlyList<DeclaredState> States { get; }

    /// <summary>Continues to name a segment of the checkpoint that the job started from, until its entries have expired.</summary>
    public void Adopt(StateSegment segment)
    {
        foreach (var log in _growing.Where(l => l.Name == segment.Table))
        {
            log.Adopt(segment);
        }
    }

    public Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken)
    {
        var file = _writing = new StateFileWriter(Scope, States, Scope.FileOf(checkpoint, "state"));
        List<StateTableSize> tables = [];
        foreach (var state in _full)
        {
            var before = file.Writer.Entries;
            state.WriteAll(file.Writer);
            if (file.Writer.Entries > before)
            {
                tables.Add(new StateTableSize(state.Name, file.Writer.Entries - before));
            }
        }

        file.End();
        _writing = null;
        return CompleteAsync(file, tables, [.. _growing.Select(log => log.CloseAsync(cancellationToken))], cancellationToken);
    }

    public ValueTask RetainAsync(long oldest, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public bool HasCold(DeclaredState state) => false;

    public long CountCold(DeclaredState state, long ns) => 0;

    public StateSize SizeOf(DeclaredState state) => new(state.Entries, state.Bytes, 0, 0);

    public ValueTask LoadAsync(DeclaredState state, ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> namespaces, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask LoadAsync(DeclaredState state, long ns, KeyRange range, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask TrimAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_writing is not null)
        {
            await _writing.DisposeAsync();
        }

        foreach (var log in _growing)
        {
            await log.DisposeAsync();
        }
    }

    // Off the lane: an fsync takes milliseconds.
    private static async Task<StateSnapshot> CompleteAsync(
        StateFileWriter file, List<StateTableSize> tables, Task<IReadOnlyList<StateSegment>>[] growing, CancellationToken cancellationToken)
    {
        CheckpointFile? full;
        await using (file)
        {
            full = await file.CompleteAsync(cancellationToken);
        }

        StateSegment[] segments = [.. (await Task.WhenAll(growing)).SelectMany(static s => s)];
        tables.AddRange(segments.GroupBy(static s => s.Table).Select(static g => new StateTableSize(g.Key, g.Sum(static s => s.Entries))));
        return new StateSnapshot(
            tables,
            JsonSerializer.SerializeToUtf8Bytes(new MemorySnapshot(full, segments), StateJson.Default.MemorySnapshot),
            [.. segments.Select(static s => s.File), .. full is null ? Array.Empty<CheckpointFile>() : [full]]);
    }
}
