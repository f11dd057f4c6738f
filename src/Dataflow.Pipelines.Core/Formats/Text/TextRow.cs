using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines;

/// <summary>The positions of the fields in the current message. Owned by a lane and reused for each message.</summary>
internal sealed class TextRow
{
    private readonly Field[] _fields;
    private byte[] _scratch = [];

    public TextRow(TextLayout layout)
    {
        Layout = layout;
        _fields = new Field[layout.ColumnOf.Length];
    }

    public TextLayout Layout { get; }

    /// <summary>Shares repeated text.</summary>
    public JsonDecoder Texts { get; } = new();

    /// <summary>Finds the fields of a row.</summary>
    public bool TrySplit(ReadOnlySpan<byte> message, [NotNullWhen(false)] out string? reason)
    {
        if (Layout.IsRaw)
        {
            // Never null: a message without bytes is a value too.
            _fields[0] = new Field(0, message.Length, IsQuoted: true, HasQuotes: false);
            reason = null;
            return true;
        }

        var row = WithoutLineEnd(message);
        reason = row.IsEmpty && _fields.Length > 1 ? "empty message" : null;
        var count = 0;
        for (var at = 0; reason is null; at++)
        {
            at = at < row.Length && row[at] == '"' ? Quoted(row, at, count, out var field, out reason) : Plain(row, at, count, out field, out reason);
            if (count < _fields.Length)
            {
                _fields[count] = field;
            }

            count++;
            if (at >= row.Length)
            {
                break;
            }
        }

        if (reason is null && count != _fields.Length)
        {
            reason = $"wrong number of fields: {count} instead of {_fields.Length}";
        }

        return reason is null;
    }

    /// <summary>The bytes of a field, without quotes; valid until the next call.</summary>
    /// <param name="message">The message that was split.</param>
    /// <param name="field">Index of the field.</param>
    /// <param name="isEmpty">Whether the field has no characters, not even quotes.</param>
    public ReadOnlySpan<byte> Get(ReadOnlySpan<byte> message, int field, out bool isEmpty)
    {
        var at = _fields[field];
        isEmpty = at.Length == 0 && !at.IsQuoted;
        var text = message.Slice(at.Start, at.Length);
        return at.HasQuotes ? Unquote(text) : text;
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> message) =>
        message.EndsWith("\r\n"u8) ? message[..^2] : message.EndsWith("\n"u8) ? message[..^1] : message;

    // Both return where the field ends: at a delimiter, or at the end of the row.
    private int Plain(ReadOnlySpan<byte> row, int at, int count, out Field field, out string? reason)
    {
        var length = row[at..].IndexOfAny(Layout.Delimiter, (byte)'\r', (byte)'\n');
        var end = length < 0 ? row.Length : at + length;
        field = new Field(at, end - at, IsQuoted: false, HasQuotes: false);
        reason = end < row.Length && row[end] != Layout.Delimiter ? $"a line end inside the row: field {count + 1}" : null;
        return end;
    }

    private int Quoted(ReadOnlySpan<byte> row, int at, int count, out Field field, out string? reason)
    {
        var (start, end, hasQuotes) = (at + 1, at + 1, false);
        while (true)
        {
            var quote = row[end..].IndexOf((byte)'"');
            if (quote < 0)
            {
                field = default;
                reason = $"a quote is not closed: field {count + 1}";
                return row.Length;
            }

            end += quote;
            if (end + 1 >= row.Length || row[end + 1] != '"')
            {
                break;
            }

            hasQuotes = true;
            end += 2;
        }

        field = new Field(start, end - start, IsQuoted: true, hasQuotes);
        reason = end + 1 < row.Length && row[end + 1] != Layout.Delimiter ? $"text after a closing quote: field {count + 1}" : null;
        return end + 1;
    }

    // Two quotes represent one.
    private ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> text)
    {
        if (_scratch.Length < text.Length)
        {
            _scratch = new byte[Math.Max(text.Length, 2 * _scratch.Length)];
        }

        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            _scratch[length++] = text[i];
            i += text[i] == '"' ? 1 : 0;
        }

        return _scratch.AsSpan(0, length);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Field(int Start, int Length, bool IsQuoted, bool HasQuotes);
}
