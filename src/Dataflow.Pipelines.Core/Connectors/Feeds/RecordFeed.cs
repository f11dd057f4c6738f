namespace Dataflow.Pipelines.Connectors;

/// <summary>Receives the records of a split.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class RecordFeed<T> : SourceFeed
    where T : struct, IRecord<T>
{
    private readonly FeedLane<RecordChunk<T>> _lane;

    internal RecordFeed(FeedLane<RecordChunk<T>> lane, SourceSplit split)
        : base(lane, split) => _lane = lane;

    /// <summary>Sends one record. Send several in one call where possible.</summary>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{T}, string)"/>
    public ValueTask SendAsync(T record)
    {
        Check(1, default, null);
        var chunk = new FeedRecords<T>(Index, Position++, new ReadOnlySpan<T>(in record), default, null);
        return _lane.SendAsync(chunk);
    }

    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{T}, string)"/>
    public ValueTask SendAsync(ReadOnlyMemory<T> records) => SendAsync(records, default(ReadOnlyMemory<long>));

    /// <summary>Sends records; waits while the pipeline is slower. They are copied: the caller may reuse the memory afterwards.</summary>
    /// <param name="records">The records, in order; they have the positions from <see cref="SourceFeed.Position"/> on.</param>
    /// <param name="cursor">
    /// Where the service continues after them, if its positions are not numbers: the next start receives it as <see cref="SourceFeed.Cursor"/>. A checkpoint
    /// then covers all of these records or none. Where a service returns none with its last page, create one for the end of that page: without it, the
    /// next start would request the page again.
    /// </param>
    /// <exception cref="OperationCanceledException">The lane closes.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<T> records, string cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return SendAsync(records, default, cursor);
    }

    /// <param name="records">The records, in order.</param>
    /// <param name="positions">The position of each, ascending, where there may be gaps between them.</param>
    /// <param name="cursor">Where the service continues after them.</param>
    /// <exception cref="ConnectorException">Positions that do not ascend.</exception>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{T}, string)"/>
    public async ValueTask SendAsync(ReadOnlyMemory<T> records, ReadOnlyMemory<long> positions, string? cursor = null)
    {
        Check(records.Length, positions.Span, cursor);

        // The lane can do other work between two chunks. A cursor is for all records that are sent with it.
        var size = cursor is null ? RecordBatch.Capacity : int.MaxValue;
        for (var at = 0; at < records.Length;)
        {
            var count = Math.Min(size, records.Length - at);
            var chunk = new FeedRecords<T>(Index, Position, records.Span.Slice(at, count), positions.IsEmpty ? default : positions.Span.Slice(at, count), cursor);
            at += count;
            Position = chunk.Next;
            await _lane.SendAsync(chunk);
        }

        // For a page without records nothing is stored: the next start requests it again.
        Cursor = cursor ?? Cursor;
    }
}
