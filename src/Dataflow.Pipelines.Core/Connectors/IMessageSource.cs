namespace Dataflow.Pipelines.Connectors;

/// <summary>A source of byte messages, each of which a format decodes to one record, or to the reason for its rejection.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <typeparam name="TFormat">The format, as in <see cref="JsonFormat{T}"/>.</typeparam>
public interface IMessageSource<T, TFormat> : ISource<T>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <summary>The format with its settings; each lane takes a copy.</summary>
    TFormat Format { get; }

    /// <inheritdoc cref="IRecordSource{T}.OpenAsync"/>
    ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken);
}
