
namespace Dataflow.Pipelines.Connectors;

/// <summary>Receives the messages of a split.</summary>
public sealed class MessageFeed : SourceFeed
{
    // A chunk ends where it has this number of bytes, or the capacity of a batch.
    private const int ChunkBytes = 1 << 20;

    private readonly FeedLane<MessageChunk> _lane;

    internal MessageFeed(FeedLane<MessageChunk> lane, SourceSplit split)
        : base(lane, split) => _lane = lane;

    /// <summary>Sends one message. Send several in one call where possible.</summary>
    /// <inheritdoc cref="SendAsync(IReadOnlyList{ReadOnlyMemory{byte}}, string)"/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => SendAsync([message], default(ReadOnlyMemory<long>));

    /// <inheritdoc cref="SendAsync(IReadOnlyList{ReadOnlyMemory{byte}}, string)"/>
    public ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages) => SendAsync(messages, default(ReadOnlyMemory<long>));

    /// <summary>Sends messages; waits while the pipeline is slower. They are copied: the caller may reuse the memory afterwards.</summary>
    /// <param name="messages">The messages, in order; they have the positions from <see cref="SourceFeed.Position"/> on.</param>
    /// <param name="cursor">
    /// Where the service continues after them, if its positions are not numbers: the next start receives it as <see cref="SourceFeed.Cursor"/>. A checkpoint
    /// then covers all of these messages or none. Where a service returns none with its last page, create one for the end of that page: without it, the
    /// next start would request the page again.
    /// </param>
    /// <exception cref="OperationCanceledException">The lane closes.</exception>
    public ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, string cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return SendAsync(messages, default, cursor);
    }

    /// <param name="messages">The messages, in order.</param>
    /// <param name="positions">The position of each, ascending, where there may be gaps between them.</param>
    /// <param name="cursor">Where the service continues after them.</param>
    /// <exception cref="ConnectorException">Positions that do not ascend.</exception>
    /// <inheritdoc cref="SendAsync(IReadOnlyList{ReadOnlyMemory{byte}}, string)"/>
    public async ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, ReadOnlyMemory<long> positions, string? cursor = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Check(messages.Count, positions.Span, cursor);
        for (var at = 0; at < messages.Count;)
        {
            // The lane can do other work between two chunks. A cursor is for all messages that are sent with it.
            var to = cursor is null ? EndOfChunk(messages, at) : messages.Count;
            var chunk = new FeedMessages(Index, Position, messages, at..to, positions, cursor);
            at = to;
            Position = chunk.Next;
            await _lane.SendAsync(chunk);
        }

        // For a page without messages nothing is stored: the next start requests it again.
        Cursor = cursor ?? Cursor;
    }

    private static int EndOfChunk(IReadOnlyList<ReadOnlyMemory<byte>> messages, int start)
    {
        var end = start;
        for (var bytes = 0L; end < messages.Count && end - start < RecordBatch.Capacity && bytes < ChunkBytes; end++)
        {
            bytes += messages[end].Length;
        }

        return end;
    }
}
