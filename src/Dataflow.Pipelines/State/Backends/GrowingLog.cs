using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.State;

/// <summary>The segments of a state that only grows: one a checkpoint interval, named by the checkpoints until its last entry has expired. Owned by the lane.</summary>
internal sealed class GrowingLog : IAsyncDisposable
{
    private readonly StateScope _scope;
    private readonly IReadOnlyList<DeclaredState> _states;
    private readonly AppendOnlyState _state;

    // Touched by the lane, and by the closing of a segment: never both, because one checkpoint is under way at a time.
    private readonly List<StateSegment> _segments = [];
    private SegmentWriter _file = null!;
    private StateWriter _writer = null!;
    private int _opened;

    public GrowingLog(StateScope scope, IReadOnlyList<DeclaredState> states, AppendOnlyState state)
    {
        (_scope, _states, _state) = (scope, states, state);
        Open();
    }

    public string Name => _state.Name;

    public void Adopt(StateSegment segment) => _segments.Add(segment);

    /// <summary>Closes the segment at hand; the task makes it durable beside the lane.</summary>
    /// <returns>The segments that live.</returns>
    public Task<IReadOnlyList<StateSegment>> CloseAsync(CancellationToken cancellationToken)
    {
        _segments.RemoveAll(s => _state.IsExpired(s.Latest));
        var latest = _state.Flush();
        if (_file.IsEmpty)
        {
            return Task.FromResult<IReadOnlyList<StateSegment>>([.. _segments]);
        }

        _writer.EndFile();
        var (closing, entries) = (_file, _writer.Entries);
        _writer.Dispose();
        Open();
        return CompleteAsync(closing, entries, latest, [.. _segments], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _file.DisposeAsync();
    }

    private void Open()
    {
        _file = new SegmentWriter(_scope, _states, $"{_scope.Node}-{_scope.Lane}-{_scope.Attempt:d6}-{++_opened:d6}.{_state.Name}");
        _writer = new StateWriter(_file);
        _state.WriteTo(_writer);
    }

    private async Task<IReadOnlyList<StateSegment>> CompleteAsync(
        SegmentWriter closing, long entries, long latest, IReadOnlyList<StateSegment> kept, CancellationToken cancellationToken)
    {
        StateSegment closed;
        await using (closing)
        {
            closed = new StateSegment(await closing.CompleteAsync(cancellationToken), _state.Name, entries, latest);
        }

        _segments.Add(closed);
        return [.. kept, closed];
    }
}
