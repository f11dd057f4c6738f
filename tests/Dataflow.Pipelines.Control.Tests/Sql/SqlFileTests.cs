using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Parquet;
using DuckDB.NET.Data;

namespace Dataflow.Pipelines.Control.Tests.Sql;

/// <summary>Queries whose rows become a Parquet file, which DuckDB reads.</summary>
public sealed class SqlFileTests : IAsyncDisposable
{
    private readonly TestRun _run = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;
    private readonly SqlDatabase _duck = new(DuckDBClientFactory.Instance, "Data Source=:memory:", SqlDialect.DuckDb);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _duck.DisposeAsync();
        _run.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Rows_become_a_file_of_several_row_groups_and_the_progress_is_logged()
    {
        var stored = await StoreAsync(_duck, "SELECT range AS n, CASE WHEN range % 3 = 0 THEN NULL ELSE 'row ' || range END AS name FROM range(10000)");
        Assert.Equal(10_000, stored.Rows);
        Assert.Equal([Path.GetFileName(stored.Place)], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Assert.Equal("10000|49995000|6666|row 7|3", await QueryAsync(
            $"SELECT count(*), sum(n), count(name), max(name) FILTER (WHERE n = 7), (SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{stored.Place}')) FROM '{stored.Place}'"));
        Assert.Equal(
            ["extract of run nightly:2026-11-29T03:00:00Z: 4096 rows", "extract of run nightly:2026-11-29T03:00:00Z: 8192 rows"],
            _run.Lines.Where(static line => line.Contains(" rows", StringComparison.Ordinal)).Take(2));
    }

    [Fact]
    public async Task Types_and_nulls_are_kept()
    {
        var stored = await StoreAsync(_duck, """
            SELECT * FROM (VALUES
                (true, 1::TINYINT, 2::SMALLINT, 3, 4::BIGINT, 5::UBIGINT, 1.5::FLOAT, 2.5::DOUBLE, 12.34::DECIMAL(10, 2), 170141183460469231::HUGEINT, 'ü', '\x00\xFF'::BLOB,
                 TIMESTAMPTZ '2026-11-29 03:04:05.123456+01', DATE '2026-02-28', TIME '23:59:58', INTERVAL '26 hours', '00112233-4455-6677-8899-aabbccddeeff'::UUID),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) v(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)
            """);
        Assert.Equal(2, stored.Rows);
        Assert.Equal(
            "true|1|2|3|4|5|1.5|2.5|12.34|170141183460469231|ü|\\x00\\xFF|1795917845123456|2026-02-28|23:59:58|93600000000|00112233-4455-6677-8899-aabbccddeeff",
            await QueryAsync($"SELECT a, b, c, d, e, f, g, h, i::DECIMAL(10, 2), j::BIGINT, k, l::VARCHAR, epoch_us(m), n, o, p, q FROM '{stored.Place}' WHERE a"));
        Assert.Equal("1", await QueryAsync($"SELECT count(*) FROM '{stored.Place}' WHERE coalesce(a::VARCHAR, b::VARCHAR, i::VARCHAR, k, l::VARCHAR, m::VARCHAR, q::VARCHAR) IS NULL"));
    }

    [Fact]
    public async Task A_query_without_rows_becomes_a_file_without_rows()
    {
        var stored = await StoreAsync(_duck, "SELECT 1 AS n WHERE 1 = 0");
        Assert.Equal(0, stored.Rows);
        Assert.Equal("0", await QueryAsync($"SELECT count(n) FROM '{stored.Place}'"));
    }

    [Fact]
    public async Task SQLite_has_types_of_values()
    {
        await using var database = SqlDatabase.Sqlite("Data Source=:memory:");
        var stored = await StoreAsync(database, "SELECT NULL AS n, 'a' AS name UNION ALL SELECT 7, NULL");
        Assert.Equal("7|a", await QueryAsync($"SELECT max(n), max(name) FROM '{stored.Place}'"));

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => StoreAsync(database, "SELECT 7 AS n UNION ALL SELECT 'seven'"));
        Assert.Equal("Column 'n' has a String in row 2, and is Int64 in the file. Convert it in the query by CAST to a type that has all of its values.", fault.Message);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_a_file_cannot_have_is_refused_with_the_column()
    {
        var list = await Assert.ThrowsAsync<ConnectorException>(() => StoreAsync(_duck, "SELECT 1 AS n, [1, 2] AS tags"));
        Assert.StartsWith("Column 'tags' is of type List, a list or another type of several values that a Parquet file of rows cannot have.", list.Message, StringComparison.Ordinal);
        var digits = await Assert.ThrowsAsync<ConnectorException>(() => StoreAsync(_duck, "SELECT 0.0000000000000000000000001::DECIMAL(38, 25) AS n"));
        Assert.StartsWith("Column 'n' has a number with more digits in row 1, and is DECIMAL(38, 18) in the file.", digits.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Several_queries_or_none_are_refused()
    {
        var several = await Assert.ThrowsAsync<SqlFailedException>(() => StoreAsync(_duck, "SELECT 1 AS n; SELECT 2 AS n"));
        Assert.Contains("it has several queries, and the rows of one are written to a file. Write one query.", several.Message, StringComparison.Ordinal);
        var none = await Assert.ThrowsAsync<SqlFailedException>(() => StoreAsync(_duck, "CREATE TABLE x (n INT)"));
        Assert.Contains("it has no query, whose rows would be written to a file. Write one query.", none.Message, StringComparison.Ordinal);
    }

    private async Task<Stored> StoreAsync(SqlDatabase database, string query)
    {
        var statement = new SqlStatement([query], []) { File = new SqlFile(new ParquetRowFile { RowGroupSize = 4096 }, _folder), FileColumn = "place", RowCountColumn = "rows", ProgressRows = 4096 };
        return OutputJson.Read<Stored>(await SqlNode.RunAsync<Stored>(database, statement, _run.Attempt(), Cancellation))!.Value;
    }

    private static async Task<string> QueryAsync(string sql)
    {
        await using var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT concat_ws('|', *COLUMNS(*)) FROM ({sql})";
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
