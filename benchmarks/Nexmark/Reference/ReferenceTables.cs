using System.Text.Json;
using Dataflow.Pipelines;
using DuckDB.NET.Data;
using Nexmark.Events;

namespace Nexmark.Reference;

/// <summary>The same events as tables of DuckDB.</summary>
internal sealed class ReferenceTables : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public ReferenceTables() => _connection.Open();

    public DuckDBConnection Connection => _connection;

    /// <summary>Fills the tables person, auction and bid.</summary>
    public void Load(EventSequence sequence, EventFactory factory, string folder)
    {
        Load(new EventStream<Person>(sequence, EventKind.Person, factory.Person), "person", folder);
        Load(new EventStream<Auction>(sequence, EventKind.Auction, factory.Auction), "auction", folder);
        Load(new EventStream<Bid>(sequence, EventKind.Bid, factory.Bid), "bid", folder);
    }

    /// <summary>Reads lines of JSON as rows of a record. Decimals are read as texts: DuckDB would parse numbers as doubles.</summary>
    public static string RowsOf(string files, RecordSchema schema)
    {
        var columns = schema.Columns.Select(static c => (c.Name, Type: TypeOf(c), Read: c.Type == ColumnType.Decimal ? "VARCHAR" : TypeOf(c))).ToArray();
        var select = string.Join(", ", columns.Select(static c => $"CAST(\"{c.Name}\" AS {c.Type}) AS \"{c.Name}\""));
        var read = string.Join(", ", columns.Select(static c => $"\"{c.Name}\": '{c.Read}'"));
        return $"SELECT {select} FROM read_json('{files.Replace("'", "''", StringComparison.Ordinal)}', format = 'newline_delimited', columns = {{{read}}})";
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    /// <summary>Runs a statement.</summary>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The SQL type of a column; all instants are UTC.</summary>
    public static string TypeOf(RecordColumn column) => column.Type switch
    {
        ColumnType.Text => "VARCHAR",
        ColumnType.Int64 => "BIGINT",
        ColumnType.Float64 => "DOUBLE",
        ColumnType.Decimal => FormattableString.Invariant($"DECIMAL({column.Precision}, {column.Scale})"),
        ColumnType.Instant => "TIMESTAMP",
        ColumnType.Boolean => "BOOLEAN",
        _ => throw new NotSupportedException($"No result has a column of type {column.Type} yet: '{column.Name}'."),
    };

    private void Load<T>(EventStream<T> events, string table, string folder)
        where T : struct, IRecord<T>
    {
        var path = Path.Combine(folder, table + ".json");
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { SkipValidation = true }))
        {
            while (events.TryNext(out var record))
            {
                T.WriteJson(json, in record);
                json.Flush();
                json.Reset();
                file.WriteByte((byte)'\n');
            }
        }

        Execute($"CREATE TABLE {table} AS {RowsOf(path, T.Schema)}");
        File.Delete(path);
    }
}
