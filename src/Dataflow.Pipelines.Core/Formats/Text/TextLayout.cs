using System.Buffers;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>Maps the fields of a text message to the columns of a record. Immutable; shared by reader and writer.</summary>
internal sealed class TextLayout
{
    private const int None = -1;

    private TextLayout(RecordSchema schema, IReadOnlyList<string> fields, byte delimiter, bool isRaw)
    {
        Schema = schema;
        Delimiter = delimiter;
        IsRaw = isRaw;
        Special = SearchValues.Create([delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
        ColumnOf = [.. fields.Select(name => schema.Columns.Index().Where(c => c.Item.Name == name).Select(static c => c.Index).DefaultIfEmpty(None).First())];
        FieldOf = [.. schema.Columns.Select((_, column) => Array.IndexOf(ColumnOf, column))];
    }

    public RecordSchema Schema { get; }

    public byte Delimiter { get; }

    /// <summary>Whether the complete message is the only field, unchanged: no quotes, no base64.</summary>
    public bool IsRaw { get; }

    /// <summary>Bytes for which a field is quoted.</summary>
    public SearchValues<byte> Special { get; }

    /// <summary>Column of each field, or -1.</summary>
    public int[] ColumnOf { get; }

    /// <summary>Field of each column, or -1.</summary>
    public int[] FieldOf { get; }

    /// <exception cref="ConnectorException">The settings are invalid.</exception>
    public static TextLayout Csv(RecordSchema schema, char delimiter, IReadOnlyList<string>? columns, string node)
    {
        if (delimiter is '"' or '\r' or '\n' || !char.IsAscii(delimiter))
        {
            throw new ConnectorException($"Node '{node}': the delimiter of CsvFormat is '{delimiter}' (U+{(int)delimiter:X4}); it must be an ASCII character other than a quote or line end.");
        }

        var fields = columns ?? [.. schema.Columns.Select(static c => c.Name)];
        if (fields.Where(static f => f.Length > 0).GroupBy(static f => f).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            throw new ConnectorException($"Node '{node}': the columns of CsvFormat name '{twice.Key}' twice: {string.Join(", ", fields)}.");
        }

        return fields.Any(field => schema.Columns.Any(c => c.Name == field))
            ? new TextLayout(schema, fields, (byte)delimiter, isRaw: false)
            : throw new ConnectorException(
                $"Node '{node}': '{schema.Name}' has none of the columns of CsvFormat: {string.Join(", ", fields)}. It has {string.Join(", ", schema.Columns.Select(static c => c.Name))}.");
    }

    /// <exception cref="ConnectorException">The record does not consist of one column of the type.</exception>
    public static TextLayout Whole(RecordSchema schema, ColumnType type, string format, string node) =>
        schema.Columns is [{ Type: var only }] && only == type
            ? new TextLayout(schema, [schema.Columns[0].Name], 0, isRaw: true)
            : throw new ConnectorException(
                $"Node '{node}': a message of {format} is one value, and '{schema.Name}' has {string.Join(", ", schema.Columns.Select(static c => $"{c.Name} ({c.Type})"))}: "
                + $"give it one member, of {(type == ColumnType.Text ? "string" : "byte[] or ReadOnlyMemory<byte>")}.");
}
