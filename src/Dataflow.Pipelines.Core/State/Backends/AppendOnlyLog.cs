namespace Dataflow.Pipelines.State;

/// <summary>The segments of a state that only grows: one a checkpoint interval, named by the checkpoints until its last entry has expired. Owned by the lane.</summary>
public sealed class AppendOnlyLog : IAsyncDisposable
{
    private readonly StateScope _scope;
    private readonly IReadOnlyList<DeclaredState> _states;
    private readonly AppendOnlyState _state;

    // Touched by the lane, and by the closing of a segment: never both, because one checkpoint is under way at a time.
    private readonly List<StateSegment> _segments = [];
    private StateFileWriter _file = null!;
    private int _opened;

    /// <summary>Begins the first segment.</summary>
    /// <param name="scope">Whose state it is.</param>
    /// <param name="states">What the lane has declared.</param>
    /// <param name="state">The state.</param>
    public AppendOnlyLog(StateScope scope, IReadOnlyList<DeclaredState> states, AppendOnlyState state)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (_scope, _states, _state) = (scope, states, state);
        Open();
    }

    /// <summary>Name of the state.</summary>
    public string Name => _state.Name;

    /// <summary>Goes on naming a segment of the checkpoint that the job started from, until its entries have expired.</summary>
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

        _file.End();
        var (closing, entries) = (_file, _file.Writer.Entries);
        Open();
        return CompleteAsync(closing, entries, latest, [.. _segments], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Open()
    {
        _file = new StateFileWriter(_scope, _states, $"{_scope.Node}-{_scope.Lane}-{_scope.Attempt:d6}-{++_opened:d6}.{_state.Name}");
        _state.WriteTo(_file.Writer);
    }

    private async Task<IReadOnlyList<StateSegment>> CompleteAsync(
        StateFileWriter closing, long entries, long latest, IReadOnlyList<StateSegment> kept, CancellationToken cancellationToken)
    {
        StateSegment closed;
        await using (closing)
        {
            closed = new StateSegment((await closing.CompleteAsync(cancellationToken))!, _state.Name, entries, latest);
        }

        _segments.Add(closed);
        return [.. kept, closed];
    }
}
