using System.Globalization;
using DuckDB.NET.Data;
using Nexmark.Running;

namespace Nexmark.Reference;

/// <summary>Compares a query's rows with those of its SQL, as multisets.</summary>
/// <param name="Rows">Rows of the pipeline.</param>
/// <param name="Missing">The first rows that only the SQL returns.</param>
/// <param name="Extra">The first rows that only the pipeline returns.</param>
internal sealed record Comparison(long Rows, IReadOnlyList<string> Missing, IReadOnlyList<string> Extra)
{
    private const int Shown = 10;

    public bool IsEqual => Missing.Count == 0 && Extra.Count == 0;

    public static Comparison Of(Query query, ReferenceTables tables, string results)
    {
        var columns = string.Join(", ", query.Result.Columns.Select(static c => $"CAST(\"{c.Name}\" AS {ReferenceTables.TypeOf(c)}) AS \"{c.Name}\""));
        tables.Execute($"CREATE OR REPLACE TEMP TABLE ours AS {ReferenceTables.RowsOf(Path.Combine(results, "*.json"), query.Result)}");
        tables.Execute($"CREATE OR REPLACE TEMP TABLE theirs AS SELECT {columns} FROM ({query.Sql})");
        return new(
            Count(tables.Connection),
            RowsOf(tables.Connection, "SELECT * FROM theirs EXCEPT ALL SELECT * FROM ours"),
            RowsOf(tables.Connection, "SELECT * FROM ours EXCEPT ALL SELECT * FROM theirs"));
    }

    private static long Count(DuckDBConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ours";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static List<string> RowsOf(DuckDBConnection connection, string sql)
    {
        List<string> rows = [];
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM ({sql}) ORDER BY ALL LIMIT {Shown}";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={(reader.IsDBNull(i) ? "null" : reader.GetValue(i))}")));
        }

        return rows;
    }
}
