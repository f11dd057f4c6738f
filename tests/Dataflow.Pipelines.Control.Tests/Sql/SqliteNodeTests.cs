using Dataflow.Pipelines.CodeGeneration;
using Microsoft.Data.Sqlite;

namespace Dataflow.Pipelines.Control.Tests.Sql;

/// <summary>SQL nodes in SQLite, and what is particular to it.</summary>
public sealed class SqliteNodeTests : SqlNodeContract
{
    protected override string Endless => "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r";

    protected override string NoTable => "no such table: nowhere (SQLite error 1).";

    private string Source => $"Data Source={Path.Combine(Folder, "warehouse.db")};Pooling=false";

    [Fact]
    public async Task Times_and_decimals_are_compared_as_SQLite_compares_them()
    {
        await ExecuteAsync($"CREATE TABLE p (price NUMERIC, at TEXT); INSERT INTO p VALUES ({2.5m}, datetime('2026-11-29 03:00:00'))");
        var at = new DateTimeOffset(2026, 11, 29, 3, 59, 59, TimeSpan.FromHours(1));
        Assert.Equal(new Counted(1), await ReadAsync<Counted>($"SELECT count(*) AS rows FROM p WHERE price * 2 > {4.99m} AND price * 2 < {5.01m} AND at > {at} AND at < {at.AddSeconds(2)}"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_reported()
    {
        await using var database = SqlDatabase.Sqlite("Data Source=/nowhere/secret-name.db");
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => SqlNode.RunAsync(database, TestRun.Statement($"SELECT 1"), Run.Attempt(), Cancellation));
        Assert.Equal("'extract' cannot connect to SQLite: unable to open database file. Check that the database is there, and its connection string.", fault.Message);
    }

    [Fact]
    public async Task A_connection_string_that_is_wrong_is_refused_and_not_shown()
    {
        await using var database = SqlDatabase.Sqlite("Pasword=s3cret");
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => SqlNode.RunAsync(database, TestRun.Statement($"SELECT 1"), Run.Attempt(), Cancellation));
        Assert.Contains("its connection string cannot be read", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("asword", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_is_awaited_until_the_attempt_is_cancelled()
    {
        await using var other = new SqliteConnection(Source);
        await other.OpenAsync(Cancellation);
        var transaction = other.BeginTransaction();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waits = SqlNode.RunAsync(Database, TestRun.Statement($"INSERT INTO t VALUES (1, 'a')"), Run.Attempt(), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        var goesOn = SqlNode.RunAsync(Database, TestRun.Statement($"INSERT INTO t VALUES (2, 'b')"), Run.Attempt(), Cancellation);
        await transaction.RollbackAsync(Cancellation);
        await goesOn;
        Assert.Equal(new Named(2, "b"), await ReadAsync<Named>($"SELECT * FROM t"));
    }

    [Fact]
    public async Task A_database_that_is_read_only_can_be_read()
    {
        await ExecuteAsync($"INSERT INTO t VALUES (2, 'b')");
        await using var database = SqlDatabase.Sqlite(Source + ";Mode=ReadOnly");
        Assert.Equal(new Named(2, "b"), Read<Named>(await SqlNode.RunAsync<Named>(database, TestRun.Statement($"SELECT * FROM t"), Run.Attempt(), Cancellation)));
    }

    protected override Task<SqlDatabase> CreateAsync() => Task.FromResult(SqlDatabase.Sqlite(Source));
}
