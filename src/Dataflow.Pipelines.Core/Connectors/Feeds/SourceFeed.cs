
namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// The parameter of a <see cref="FeedSource"/>'s reading method: where to begin in its split, and how to send to the pipeline. Used by that method alone, one
/// call at a time.
/// </summary>
public abstract class SourceFeed
{
    private readonly IFeedLane _lane;
    private long _lag = -1;
    private bool _hasLooked;

    private protected SourceFeed(IFeedLane lane, SourceSplit split)
    {
        _lane = lane;
        (Split, Index, Position, Cursor) = (split.Partition, split.Index, split.Start, split.Cursor);
        IsRestored = lane.Context.Restored.Any(p => p.Source == split.Source && p.Partition == split.Partition);
    }

    /// <summary>The context of the lane: clock, log, limits.</summary>
    public SourceContext Context => _lane.Context;

    /// <summary>Number of the split, from 0.</summary>
    public int Split { get; }

    /// <summary>Whether a checkpoint contains the split; without one, it begins at position 0.</summary>
    public bool IsRestored { get; }

    /// <summary>Position of the next record: initially, where to read from; advances with each send.</summary>
    public long Position { get; private protected set; }

    /// <summary>Where the service continues, in its own format; <see langword="null"/> at the very beginning, and where it needs none.</summary>
    public string? Cursor { get; private protected set; }

    /// <summary>Records in the service that were not sent yet, for the status; -1 (default) where the number is unknown.</summary>
    public long Lag
    {
        get => Volatile.Read(ref _lag);
        set => Volatile.Write(ref _lag, value);
    }

    /// <summary>
    /// Cancelled when the source must end at the current end of its data: the method sends the remaining records and returns. One that waits by
    /// <see cref="WaitAsync"/> need not observe it.
    /// </summary>
    public CancellationToken Draining => _lane.Draining;

    private protected int Index { get; }

    private bool HasEnded { get; set; }

    /// <summary>
    /// Waits before the next request to the service. A drain ends the wait and allows one more round, which reads all data that existed when the drain
    /// began; then the result is false. <code>do { /* request and send */ } while (await feed.WaitAsync(TimeSpan.FromSeconds(1)));</code>
    /// </summary>
    /// <param name="delay">How long.</param>
    /// <returns>Whether to request again; false: return.</returns>
    /// <exception cref="OperationCanceledException">The lane closes.</exception>
    public async ValueTask<bool> WaitAsync(TimeSpan delay)
    {
        if (_hasLooked)
        {
            return false;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_lane.Draining, _lane.Closing);
        try
        {
            await Task.Delay(delay, Context.Time, ended.Token);
        }
        catch (OperationCanceledException) when (!_lane.Closing.IsCancellationRequested)
        {
        }

        _hasLooked = _lane.Draining.IsCancellationRequested;
        return true;
    }

    /// <summary>The method has returned: tasks that it left running must not send any more.</summary>
    internal void End() => HasEnded = true;

    /// <exception cref="ConnectorException">The records would be read twice or never after a restart.</exception>
    private protected void Check(int count, ReadOnlySpan<long> positions, string? cursor)
    {
        ObjectDisposedException.ThrowIf(HasEnded, this);
        if (cursor is null && Cursor is not null)
        {
            throw new ConnectorException($"{count} records were sent without a cursor, after those with cursor '{Cursor}': the next start would read them again from there. Pass a cursor with each send, or with none.");
        }

        if (!positions.IsEmpty && positions.Length != count)
        {
            throw new ConnectorException($"{positions.Length} positions were sent for {count} records; send one for each record, or none.");
        }

        var next = Position;
        foreach (var position in positions)
        {
            if (position < next)
            {
                throw new ConnectorException($"position {position} was sent, but the next one must be {next} or greater; positions must ascend from one send to the next.");
            }

            next = position + 1;
        }
    }
}
