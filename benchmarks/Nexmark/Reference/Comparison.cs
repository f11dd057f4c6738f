using Dataflow.Pipelines.DuckDb;
using Nexmark.Running;

namespace Nexmark.Reference;

/// <summary>Compares a query's rows with those of its SQL, as multisets.</summary>
/// <param name="Rows">Rows of the pipeline.</param>
/// <param name="Missing">Rows that only the SQL has, the first of them.</param>
/// <param name="Extra">Rows that only the pipeline has, the first of them.</param>
internal sealed record Comparison(long Rows, IReadOnlyList<string> Missing, IReadOnlyList<string> Extra)
{
    private const int Shown = 10;

    public bool IsEqual => Missing.Count == 0 && Extra.Count == 0;

    public static Comparison Of(Query query, ReferenceTables tables, string results)
    {
        var columns = string.Join(", ", query.Result.Columns.Select(static c => $"CAST(\"{c.Name}\" AS {ReferenceTables.TypeOf(c)}) AS \"{c.Name}\""));
        var connection = tables.Connection;
        connection.Execute($"CREATE OR REPLACE TEMP TABLE ours AS {ReferenceTables.RowsOf(Path.Combine(results, "*.json"), query.Result)}");
        connection.Execute($"CREATE OR REPLACE TEMP TABLE theirs AS SELECT {columns} FROM ({query.Sql})");
        return new(
            connection.QueryScalar<long>("SELECT count(*) FROM ours"),
            RowsOf(connection, "SELECT * FROM theirs EXCEPT ALL SELECT * FROM ours"),
            RowsOf(connection, "SELECT * FROM ours EXCEPT ALL SELECT * FROM theirs"));
    }

    private static List<string> RowsOf(DuckDbConnection connection, string sql)
    {
        List<string> rows = [];
        using var reader = connection.Query($"SELECT * FROM ({sql}) ORDER BY ALL LIMIT {Shown}");
        while (reader.Read())
        {
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.ColumnCount).Select(i => $"{reader.ColumnName(i)}={reader.GetValue(i) ?? "null"}")));
        }

        return rows;
    }
}
