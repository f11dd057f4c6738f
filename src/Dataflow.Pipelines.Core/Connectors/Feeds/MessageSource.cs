namespace Dataflow.Pipelines.Connectors;

/// <summary>A source of byte messages that is written as one method, like a <see cref="RecordSource{T}"/>.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <typeparam name="TFormat">The format that decodes a message.</typeparam>
public abstract class MessageSource<T, TFormat> : FeedSource, IMessageSource<T, TFormat>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <inheritdoc/>
    public TFormat Format { get; init; }

    async ValueTask<ISourceReader<MessageChunk>> IMessageSource<T, TFormat>.OpenAsync(SourceContext context, CancellationToken cancellationToken) =>
        await OpenLaneAsync<MessageFeed, MessageChunk>(context, static (lane, split) => new(lane, split), ReadAsync, cancellationToken);

    /// <param name="feed">Receives the messages.</param>
    /// <param name="stop">The lane closes: end without sending the rest, by <see cref="OperationCanceledException"/> or by returning.</param>
    /// <inheritdoc cref="RecordSource{T}.ReadAsync"/>
    protected abstract Task ReadAsync(MessageFeed feed, CancellationToken stop);
}
