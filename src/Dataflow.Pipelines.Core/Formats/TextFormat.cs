using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>A message is one text in UTF-8: the only member of the record, a <c>string</c>. An empty message is the empty text.</summary>
/// <typeparam name="T">The record type.</typeparam>
public struct TextFormat<T> : IRecordFormat<T>
    where T : struct, IRecord<T>
{
    private TextCodec<T>? _codec;

    /// <inheritdoc/>
    public ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _codec = new TextCodec<T>(TextLayout.Whole(T.Schema, ColumnType.Text, nameof(TextFormat<>), context.Node));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public readonly ValueTask PrepareAsync(ReadOnlyMemory<SourceMessage> messages, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public readonly bool TryRead(ReadOnlySpan<byte> message, out T record, [NotNullWhen(false)] out string? reason) =>
        _codec!.TryRead(message, out record, out reason);

    /// <inheritdoc/>
    public readonly void Write(in T record, IBufferWriter<byte> output) => _codec!.Write(in record, output);
}
