using Dataflow.Pipelines.CodeGeneration;
using DuckDB.NET.Data;

namespace Dataflow.Pipelines.Control.Tests.Sql;

/// <summary>SQL nodes in DuckDB, a database that the packages do not know, and what is particular to it.</summary>
public sealed class DuckDbNodeTests : SqlNodeContract
{
    protected override string Endless => "SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE hash(a.range + b.range) % 7 = 3";

    protected override string NoTable => "Catalog Error: Table with name nowhere does not exist!";

    protected override bool IsRefusedAtOnce => true;

    [Fact]
    public async Task The_place_of_a_fault_is_shown_with_markers()
    {
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => ExecuteAsync($"SELECT *\nFROM t WHERE missing = {"s3cret"}"));
        Assert.Contains("LINE 2: FROM t WHERE missing = $p0\n", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_reported()
    {
        await using var database = new SqlDatabase(DuckDBClientFactory.Instance, "Data Source=/nowhere/x.db", SqlDialect.DuckDb);
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => SqlNode.RunAsync(database, TestRun.Statement($"SELECT 1"), Run.Attempt(), Cancellation));
        Assert.StartsWith("'extract' cannot connect to DuckDB: DuckDBOpen failed: IO Error: Cannot open file", fault.Message, StringComparison.Ordinal);
    }

    protected override Task<SqlDatabase> CreateAsync() => Task.FromResult(new SqlDatabase(DuckDBClientFactory.Instance, $"Data Source={Path.Combine(Folder, "x.db")}", SqlDialect.DuckDb));
}
