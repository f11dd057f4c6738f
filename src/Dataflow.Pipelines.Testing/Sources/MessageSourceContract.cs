using System.Text;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>
/// The contract of every source of messages; its tests inherit it as those of a source of records inherit <see cref="RecordSourceContract{T}"/>. The content
/// of messages is covered by the format's <see cref="Formats.FormatContract{T, TFormat}"/>.
/// </summary>
/// <typeparam name="T">The record type of the messages.</typeparam>
/// <typeparam name="TFormat">The format that decodes them.</typeparam>
public abstract class MessageSourceContract<T, TFormat> : SourceContract<MessageChunk>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <summary>The source, over the service of this contract. A rule creates a new one for each start, as a process does.</summary>
    protected abstract IMessageSource<T, TFormat> CreateSource();

    /// <summary>A source whose service cannot be reached; <see langword="null"/> without a service.</summary>
    protected abstract IMessageSource<T, TFormat>? CreateUnreachable();

    /// <summary>Makes <paramref name="count"/> more messages readable, spread over the splits.</summary>
    /// <returns>The messages, each of them different from all others.</returns>
    protected abstract ValueTask<IReadOnlyList<byte[]>> AppendAsync(int count);

    internal sealed override IConnector Create() => CreateSource();

    internal sealed override IConnector? CreateLost() => CreateUnreachable();

    internal sealed override ValueTask<ISourceReader<MessageChunk>> OpenAsync(IConnector source, SourceContext context) =>
        ((IMessageSource<T, TFormat>)source).OpenAsync(context, CancellationToken.None);

    internal sealed override async ValueTask<IReadOnlyList<string>> AppendTextsAsync(int count) => [.. (await AppendAsync(count)).Select(static m => TextOf(m))];

    internal sealed override IEnumerable<ReadEntry> Read(MessageChunk chunk)
    {
        for (var i = 0; i < chunk.Messages.Length; i++)
        {
            var message = chunk.Messages.Span[i];
            yield return new ReadEntry(message.Split, message.Offset, TextOf(message.Payload));
        }
    }

    // One character per byte: different messages have different texts.
    private static string TextOf(ReadOnlySpan<byte> message) => Encoding.Latin1.GetString(message);
}
