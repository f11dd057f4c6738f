using System.Buffers;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>The output record of an SQL node: which of its columns come from a row, and how it is read.</summary>
internal sealed class SqlOutput
{
    private readonly IReadOnlyList<RecordColumn> _columns;
    private readonly Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> _read;

    private SqlOutput(IReadOnlyList<RecordColumn> columns, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> read) => (_columns, _read) = (columns, read);

    /// <summary>There is no output.</summary>
    public static SqlOutput None { get; } = new([], static _ => default);

    /// <summary>Whether a row is needed.</summary>
    public bool HasRow => _columns.Count > 0;

    public static SqlOutput Of<T>(SqlStatement statement)
        where T : struct, IRecord<T>
    {
        string?[] others = [statement.RowCountColumn, statement.TableColumn, statement.FileColumn];
        return new SqlOutput([.. T.Schema.Columns.Where(column => !others.Contains(column.Name))], Read<T>);
    }

    /// <summary>The output, as the record writes it.</summary>
    /// <param name="row">The row; null without one.</param>
    /// <param name="facts">The columns that are not of the row.</param>
    /// <exception cref="FormatException">It is no such record.</exception>
    public ReadOnlyMemory<byte> Write((string Name, object? Value)[]? row, Action<Utf8JsonWriter> facts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (row is not null)
            {
                RowJson.Write(writer, row, _columns);
            }

            facts(writer);
            writer.WriteEndObject();
        }

        return _read(buffer.WrittenMemory);
    }

    private static ReadOnlyMemory<byte> Read<T>(ReadOnlyMemory<byte> json)
        where T : struct, IRecord<T> =>
        T.TryReadJson(json.Span, new JsonDecoder(), out var output, out var reason) ? OutputJson.Write(output) : throw new FormatException($"The result is no {T.Schema.Name}: {reason}.");
}
