using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>A message is its bytes, as they are: the only member of the record, <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.</summary>
/// <typeparam name="T">The record type.</typeparam>
public struct BytesFormat<T> : IRecordFormat<T>
    where T : struct, IRecord<T>
{
    private TextRow? _row;
    private TextLine? _line;

    /// <inheritdoc/>
    public ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var layout = TextLayout.Whole(T.Schema, ColumnType.Bytes, nameof(BytesFormat<>), context.Node);
        _row = new TextRow(layout);
        _line = new TextLine(layout);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public readonly ValueTask PrepareAsync(ReadOnlyMemory<SourceMessage> messages, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public readonly bool TryRead(ReadOnlySpan<byte> message, out T record, [NotNullWhen(false)] out string? reason)
    {
        var row = _row!;
        row.SetWhole(message);
        var fields = new TextFields(message, row);
        return T.TryReadFields(ref fields, out record, out reason);
    }

    /// <inheritdoc/>
    public readonly void Write(in T record, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var line = _line!;
        T.WriteFields(ref line.Fields, in record);
        line.CopyTo(output);
    }
}
