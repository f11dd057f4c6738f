namespace Dataflow.Pipelines.State;

/// <summary>The segments of an append-only state: one per checkpoint interval, named by the checkpoints until its last entry has expired. Owned by the lane.</summary>
public sealed class AppendOnlyLog : IAsyncDisposable
{
    private readonly StateScope _scope;
    private readonly IReadOnlyList<DeclaredState> _states;
    private readonly AppendOnlyState _state;

    // Used by the lane, and by the task that completes a segment: never by both, because only one checkpoint is in progress at a time.
    private readonly List<StateSegment> _segments = [];
    private StateFileWriter _file = null!;
    private int _opened;

    /// <summary>Begins the first segment.</summary>
    /// <param name="scope">Node and lane of the state.</param>
    /// <param name="states">The states that the lane has declared.</param>
    /// <param name="state">The state.</param>
    public AppendOnlyLog(StateScope scope, IReadOnlyList<DeclaredState> states, AppendOnlyState state)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (_scope, _states, _state) = (scope, states, state);
        Open();
    }

    /// <summary>Name of the state.</summary>
    public string Name => _state.Name;

    /// <summary>Continues to name a segment of the checkpoint that the job started from, until its entries have expired.</summary>
    public void Adopt(StateSegment segment) => _segments.Add(segment);

    /// <summary>Closes the current segment; the task makes it durable off the lane.</summary>
    /// <returns>The segments that have not expired.</returns>
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
