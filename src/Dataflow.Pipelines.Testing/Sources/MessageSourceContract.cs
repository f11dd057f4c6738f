using System.Text;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>
/// What every source of messages must do; its tests inherit it as those of a source of records inherit <see cref="RecordSourceContract{T}"/>. What the bytes
/// mean is the format's affair, which has <see cref="Formats.FormatContract{T, TFormat}"/>.
/// </summary>
/// <typeparam name="T">What a message is decoded to.</typeparam>
/// <typeparam name="TFormat">What decodes it.</typeparam>
public abstract class MessageSourceContract<T, TFormat> : SourceContract<MessageChunk>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <summary>The source, over the service of this contract. A rule creates it anew for each start, as a process does.</summary>
    protected abstract IMessageSource<T, TFormat> CreateSource();

    /// <summary>The source where its service cannot be reached; <see langword="null"/> where it has none.</summary>
    protected abstract IMessageSource<T, TFormat>? CreateUnreachable();

    /// <summary>Makes so many more messages readable, spread over the splits.</summary>
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

    // One character a byte: no two messages have one text.
    private static string TextOf(ReadOnlySpan<byte> message) => Encoding.Latin1.GetString(message);
}
