using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>
/// A message is one row of comma-separated values (RFC 4180), in UTF-8 and without a header. A field without quotes and without characters has no value;
/// for a text member that is not nullable it is the empty text. Times are ISO 8601, also with a space instead of the <c>T</c>; bytes are base64.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public struct CsvFormat<T> : IRecordFormat<T>
    where T : struct, IRecord<T>
{
    private char _delimiter;
    private TextCodec<T>? _codec;

    /// <summary>The delimiter between two fields, an ASCII character. Default: a comma.</summary>
    public char Delimiter
    {
        readonly get => _delimiter == default ? ',' : _delimiter;
        init => _delimiter = value;
    }

    /// <summary>
    /// Columns of the fields, in their order, as in <see cref="RecordSchema.Columns"/>; a field whose name the record does not have is skipped, and a
    /// column that is not named has no field. Default: all columns of the record, in the order of its members.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <inheritdoc/>
    public ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _codec = new TextCodec<T>(TextLayout.Csv(T.Schema, Delimiter, Columns, context.Node));
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
