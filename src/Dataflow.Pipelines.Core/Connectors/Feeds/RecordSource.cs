namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// A source of records that is written as one method:
/// <code>
/// public sealed class OrderPages(HttpClient http) : RecordSource&lt;Order&gt;
/// {
///     protected override async Task ReadAsync(RecordFeed&lt;Order&gt; feed, CancellationToken stop)
///     {
///         do
///         {
///             var page = await FetchAsync(feed.Cursor, stop);
///             await feed.SendAsync(page.Orders, page.Next);
///         }
///         while (await feed.WaitAsync(TimeSpan.FromSeconds(1)));
///     }
/// }
/// </code>
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public abstract class RecordSource<T> : FeedSource, IRecordSource<T>
    where T : struct, IRecord<T>
{
    async ValueTask<ISourceReader<RecordChunk<T>>> IRecordSource<T>.OpenAsync(SourceContext context, CancellationToken cancellationToken) =>
        await OpenLaneAsync<RecordFeed<T>, RecordChunk<T>>(context, static (lane, split) => new(lane, split), ReadAsync, cancellationToken);

    /// <summary>
    /// Reads a split from <see cref="SourceFeed.Position"/> (or <see cref="SourceFeed.Cursor"/>) on and sends what it reads; returns at the end of the data,
    /// or when the source drains. Runs in parallel with the lane and the other splits; it must not block its thread.
    /// </summary>
    /// <param name="feed">Receives the records.</param>
    /// <param name="stop">The lane closes: end without sending the rest, by <see cref="OperationCanceledException"/> or by returning.</param>
    /// <exception cref="ConnectorException">The source cannot continue. Records that were sent are processed first, then the job fails with it.</exception>
    protected abstract Task ReadAsync(RecordFeed<T> feed, CancellationToken stop);
}
