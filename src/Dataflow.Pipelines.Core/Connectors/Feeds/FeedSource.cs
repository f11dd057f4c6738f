
namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// A source that is written as one method, which reads a split from a position to its end: <see cref="RecordSource{T}"/> or <see cref="MessageSource{T, TFormat}"/>.
/// This class implements queue, backpressure, splits over lanes, drain and closing. A source that needs more, such as splits that appear and disappear, implements
/// <see cref="IRecordSource{T}"/> or <see cref="IMessageSource{T, TFormat}"/> itself.
/// </summary>
public abstract class FeedSource : IConnector
{
    private protected FeedSource()
    {
    }

    /// <inheritdoc/>
    public abstract ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Name of the data, for errors, dead letters and checkpoints: a table, a folder. Default: the id of the node. Must be the same at each start.</summary>
    protected virtual string NameOf(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Node;
    }

    /// <summary>
    /// The number of splits: parts that are read in order, in parallel with each other, each with its own position. Default: 1. They are numbered
    /// from 0 and spread over the lanes; a number means the same split at each start. Called by each lane when it opens.
    /// </summary>
    /// <exception cref="ConnectorException">The service cannot be reached in time, or the requested data does not exist.</exception>
    protected virtual ValueTask<int> CountSplitsAsync(SourceContext context, CancellationToken cancellationToken) => ValueTask.FromResult(1);

    /// <summary>
    /// The positions of the lane's splits are durable in a checkpoint: they may be committed to the service, and data before them may be deleted.
    /// Default: does nothing. May run in parallel with the reading.
    /// </summary>
    protected virtual ValueTask CommitAsync(SourceContext context, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    internal ValueTask TellAsync(SourceContext context, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) =>
        CommitAsync(context, positions, cancellationToken);

    /// <summary>Opens a lane: a feed for each of its splits.</summary>
    private protected async ValueTask<FeedReader<TChunk>> OpenLaneAsync<TFeed, TChunk>(
        SourceContext context, Func<FeedLane<TChunk>, SourceSplit, TFeed> create, Func<TFeed, CancellationToken, Task> read, CancellationToken cancellationToken)
        where TFeed : SourceFeed
        where TChunk : SourceChunk, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        var (name, count) = (NameOf(context), await CountSplitsAsync(context, cancellationToken));
        if (count < 0)
        {
            throw new ConnectorException($"Node '{context.Node}': {GetType().Name} reports {count} splits; the number must be 0 or greater.");
        }

        var known = context.Restored.Where(p => p.Source == name).ToDictionary(static p => p.Partition);
        if (known.Keys.Where(split => split >= count).Order().ToArray() is { Length: > 0 } gone)
        {
            throw new ConnectorException(
                $"Node '{context.Node}': the checkpoint has positions of the splits {string.Join(", ", gone)} of '{name}', which has {count} now, numbered from 0. Their unread records would be lost: a source must keep the numbers of its splits.");
        }

        var lane = new FeedLane<TChunk>(context);
        List<(TFeed Feed, SourceSplit Split)> feeds = [];
        for (var split = context.Lane; split < count; split += context.Lanes)
        {
            var from = known.GetValueOrDefault(split, new SplitPosition(name, split, 0));
            var added = new SourceSplit(name, split, feeds.Count, from.Next, Cursor: from.Cursor);
            feeds.Add((create(lane, added), added));
        }

        return new FeedReader<TChunk>(this, lane, [.. feeds.Select(f => new FeedReading(f.Feed, f.Split, stop => read(f.Feed, stop)))]);
    }
}
