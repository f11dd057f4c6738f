
namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// What the reading method of a <see cref="FeedSource"/> is given: where to begin in its split, and the way to the pipeline. Used by that method alone, one
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

    /// <summary>What the source may use and must know of its lane: clock, log, limits.</summary>
    public SourceContext Context => _lane.Context;

    /// <summary>Number of the split, from 0.</summary>
    public int Split { get; }

    /// <summary>Whether a checkpoint knows the split; without one, it begins at position 0.</summary>
    public bool IsRestored { get; }

    /// <summary>Position of the next record: at the beginning, where to read from; moves with what is sent.</summary>
    public long Position { get; private protected set; }

    /// <summary>Where the service is asked to go on, in its own words; <see langword="null"/> at the very beginning, and where it needs none.</summary>
    public string? Cursor { get; private protected set; }

    /// <summary>Records in the service that were not sent yet, for the status; -1 (default) where it is not known.</summary>
    public long Lag
    {
        get => Volatile.Read(ref _lag);
        set => Volatile.Write(ref _lag, value);
    }

    /// <summary>
    /// Is cancelled when the source is to end where its data ends at that moment: the method sends what there is and returns. One that waits by
    /// <see cref="WaitAsync"/> need not look.
    /// </summary>
    public CancellationToken Draining => _lane.Draining;

    private protected int Index { get; }

    private bool HasEnded { get; set; }

    /// <summary>
    /// Waits before the service is asked again. A drain ends the wait, and there is one more round, which sees all that was there when the drain began;
    /// then it says to end. <code>do { /* ask and send */ } while (await feed.WaitAsync(TimeSpan.FromSeconds(1)));</code>
    /// </summary>
    /// <param name="delay">How long.</param>
    /// <returns>Whether to ask again; false: return.</returns>
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

    /// <summary>The method has returned: what it left running must not send any more.</summary>
    internal void End() => HasEnded = true;

    /// <exception cref="ConnectorException">What is sent would be read twice or never after a restart.</exception>
    private protected void Check(int count, ReadOnlySpan<long> positions, string? cursor)
    {
        ObjectDisposedException.ThrowIf(HasEnded, this);
        if (cursor is null && Cursor is not null)
        {
            throw new ConnectorException($"{count} records without a cursor, after those that led to cursor '{Cursor}': the next start would read them again from there. Pass a cursor with each send, or with none.");
        }

        if (!positions.IsEmpty && positions.Length != count)
        {
            throw new ConnectorException($"{positions.Length} positions for {count} records; each record has one, or none has.");
        }

        var next = Position;
        foreach (var position in positions)
        {
            if (position < next)
            {
                throw new ConnectorException($"position {position} where the next one is {next} or greater; positions must ascend from one send to the next.");
            }

            next = position + 1;
        }
    }
}
