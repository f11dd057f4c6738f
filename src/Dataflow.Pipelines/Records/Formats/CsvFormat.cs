using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>
/// A message is one row of comma-separated values (RFC 4180), in UTF-8 and without a header. A field without quotes and without characters has no value;
/// for a member that is a text and not nullable it is the empty text. Times are ISO 8601, also with a space instead of the <c>T</c>; bytes are base64.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public struct CsvFormat<T> : IRecordFormat<T>
    where T : struct, IRecord<T>
{
    private char _delimiter;
    private TextRow? _row;
    private TextLine? _line;

    /// <summary>What stands between two fields, a character of ASCII. Default: a comma.</summary>
    public char Delimiter
    {
        readonly get => _delimiter == default ? ',' : _delimiter;
        init => _delimiter = value;
    }

    /// <summary>
    /// Columns of the fields, in their order, as in <see cref="RecordSchema.Columns"/>; a name that the record has not is a field that is passed over, and a
    /// column that is not named is in no field. Default: all columns of the record, in the order of its members.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <inheritdoc/>
    public ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var layout = TextLayout.Csv(T.Schema, Delimiter, Columns, context.Node);
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
        if (row.TrySplit(message, out reason))
        {
            var fields = new TextFields(message, row);
            if (T.TryReadFields(ref fields, out record, out reason))
            {
                return true;
            }
        }

        // In another encoding nothing is where it should be: that says more than what is missed first.
        reason = JsonEncoding.Reason(message) ?? reason;
        record = default;
        return false;
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
