using System.Text;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Tests.Sql;

/// <summary>What SQL nodes do in every database. Each test has a database of its own.</summary>
public abstract class SqlNodeContract : IAsyncLifetime
{
    private protected readonly TestRun Run = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    protected SqlDatabase Database { get; private set; } = null!;

    /// <summary>A query that does not end.</summary>
    protected abstract string Endless { get; }

    /// <summary>The schema of tables without one.</summary>
    protected virtual string Schema => "main";

    /// <summary>How the database calls a table that does not exist.</summary>
    protected abstract string NoTable { get; }

    public virtual async ValueTask InitializeAsync()
    {
        Database = await CreateAsync();
        await ExecuteAsync($"CREATE TABLE t (n BIGINT, name TEXT)");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Run.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Values_of_every_type_are_the_same_when_they_come_back()
    {
        var all = new Everything(
            true,
            -7,
            long.MinValue,
            long.MaxValue,
            0.1 + 0.2,
            -12345.678m,
            "Größe 😀 'x'",
            new DateTimeOffset(2026, 11, 29, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_560),
            new DateOnly(2026, 2, 28),
            new TimeOnly(23, 59, 58),
            new TimeSpan(1, 2, 3, 4),
            Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            Mood.NotSoFine,
            null);
        var read = await ReadAsync<Everything>($"""
            SELECT {all.Flag} AS flag, {all.Small} AS small, {all.Large} AS large, {all.Unsigned} AS unsigned, {all.Real} AS real, {all.Exact} AS exact, {all.Text} AS text,
                {all.At.ToOffset(TimeSpan.FromHours(5))} AS at, {all.Day} AS day, {all.Clock} AS clock, {all.Duration} AS duration, {all.Id} AS id, {all.Mood} AS mood, {all.Missing} AS missing
            """);
        Assert.Equal(all, read);
    }

    [Fact]
    public async Task Bytes_are_the_same_when_they_come_back()
    {
        byte[] bytes = [0, 255, 39, 59];
        Assert.Equal(bytes, (await ReadAsync<Blob>($"SELECT {bytes} AS bytes")).Bytes.ToArray());
    }

    [Theory]
    [InlineData("'; DROP TABLE t; --")]
    [InlineData("\"; DROP TABLE t; --")]
    [InlineData("$$; DROP TABLE t; -- @p0 $p0 ? :p0")]
    [InlineData("\\'; DROP TABLE t; --")]
    public async Task A_value_is_never_read_as_SQL(string value)
    {
        await ExecuteAsync($"INSERT INTO t VALUES (1, {value})");
        Assert.Equal(new Named(1, value), await ReadAsync<Named>($"SELECT * FROM t WHERE name = {value}"));
    }

    [Theory]
    [InlineData("select")]
    [InlineData("UPPER case")]
    [InlineData("a\"; DROP TABLE t; --")]
    [InlineData("Größe 表")]
    [InlineData("@p0")]
    public async Task A_table_name_may_be_any_text(string name)
    {
        var table = TableName.Of(name);
        await ExecuteAsync($"CREATE TABLE {table} (n BIGINT, name TEXT); INSERT INTO {table} VALUES ({5}, 'x')");
        Assert.Equal(new Named(5, "x"), await ReadAsync<Named>($"SELECT * FROM {table} WHERE n = {5}"));
        await ExecuteAsync($"INSERT INTO t SELECT * FROM {table}");
    }

    [Fact]
    public async Task A_null_is_null() => Assert.Equal(new Named(1, null), await ReadAsync<Named>($"SELECT 1 AS n, {null} AS name"));

    [Fact]
    public async Task A_null_has_the_type_of_its_expression()
    {
        foreach (var hole in new[]
        {
            SqlHole.Of<long?>(null), SqlHole.Of<string?>(null), SqlHole.Of<decimal?>(null), SqlHole.Of<double?>(null), SqlHole.Of<bool?>(null), SqlHole.Of<DateTimeOffset?>(null),
            SqlHole.Of<DateOnly?>(null), SqlHole.Of<TimeOnly?>(null), SqlHole.Of<Guid?>(null), SqlHole.Of<Mood?>(null), SqlHole.Of<byte[]?>(null),
        })
        {
            Assert.Equal(new Named(1, "x"), await ReadAsync<Named>(new SqlStatement(["SELECT 1 AS n, 'x' AS name WHERE ", " IS NULL"], [hole])));
        }
    }

    [Fact]
    public async Task Sums_and_averages_fit_the_members_that_take_them()
    {
        await ExecuteAsync($"INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        Assert.Equal(new Summed(3, 1.5), await ReadAsync<Summed>($"SELECT sum(n) AS total, avg(n) AS average, count(*) AS ignored FROM t"));
    }

    [Fact]
    public async Task Statements_that_fail_halfway_leave_nothing()
    {
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => ExecuteAsync($"INSERT INTO t VALUES ({1}, 'a'); CREATE TABLE made (n BIGINT); INSERT INTO nowhere VALUES ({2})"));
        Assert.StartsWith($"{Database} has refused the statement of 'extract', which was rolled back: {NoTable}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
        await ExecuteAsync($"CREATE TABLE made (n BIGINT)");
    }

    [Fact]
    public async Task A_result_that_is_no_output_leaves_nothing()
    {
        foreach (var (text, reason) in new (FormattableString, string)[]
        {
            ($"INSERT INTO t VALUES (1, 'a'); SELECT n FROM t WHERE n = 2", "it has returned no row, and the output is one row. Let the last query return one row"),
            ($"INSERT INTO t VALUES (1, 'a'), (2, 'b'); SELECT n FROM t", "it has returned more than one row, and the output is one row. Let the last query return one row"),
            ($"INSERT INTO t VALUES (1, 'a'); SELECT name FROM t", "The result is no named: "),
            ($"INSERT INTO t VALUES (1, 'a'); SELECT name AS n FROM t", "The result is no named: "),
        })
        {
            var fault = await Assert.ThrowsAsync<SqlFailedException>(() => ReadAsync<Named>(text));
            Assert.StartsWith($"The statement of 'extract' was rolled back in {Database}: {reason}", fault.Message, StringComparison.Ordinal);
            Assert.Equal(0, await CountAsync());
        }
    }

    [Fact]
    public async Task The_result_is_the_row_of_the_last_query() =>
        Assert.Equal(new Named(2, "b"), await ReadAsync<Named>($"INSERT INTO t VALUES (1, {"a"}); SELECT 7 AS n; UPDATE t SET n = 2, name = {"b"} WHERE name = {"a"}; SELECT * FROM t"));

    [Fact]
    public async Task The_changed_rows_are_counted()
    {
        var text = TestRun.Statement($"INSERT INTO t VALUES (1, 'a'), (2, 'b'); UPDATE t SET name = 'c' WHERE n = 2");
        Assert.Equal(new Counted(3), await ReadAsync<Counted>(new SqlStatement(text.Pieces, text.Holes) { RowCountColumn = "rows" }));
    }

    [Fact]
    public async Task A_query_becomes_a_table_which_the_next_attempt_replaces()
    {
        await ExecuteAsync($"INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        FormattableString text = $"SELECT * FROM t WHERE n >= {2};";
        var statement = new SqlStatement(TestRun.Pieces(text), TestRun.Holes(text)) { TableColumn = "place", RowCountColumn = "rows" };
        var first = await ReadAsync<Stored>(statement);
        await ExecuteAsync($"DELETE FROM t WHERE n = 3");
        var second = Read<Stored>(await SqlNode.RunAsync<Stored>(Database, statement, Run.Attempt(attempt: 2), Cancellation));

        Assert.Equal((2L, 1L, first.Place), (first.Rows, second.Rows, second.Place));
        Assert.Matches("^extract_nightly_2026_11_29t?[a-z0-9_]*_[0-9a-f]{16}$", first.Place);
        Assert.Equal(new Named(2, "b"), await ReadAsync<Named>($"SELECT * FROM {TableName.Parse(first.Place)}"));

        var other = Read<Stored>(await SqlNode.RunAsync<Stored>(Database, statement, Run.Attempt(run: new string('x', 300)), Cancellation));
        Assert.NotEqual(first.Place, other.Place);
        Assert.Equal(63, other.Place.Length);
    }

    [Fact]
    public async Task A_result_table_has_the_schema_that_the_statement_names()
    {
        var stored = await ReadAsync<Stored>(new SqlStatement(["SELECT * FROM t"], []) { TableColumn = "place", TableSchema = Schema, RowCountColumn = "rows" });
        Assert.StartsWith(Schema + ".extract_", stored.Place, StringComparison.Ordinal);
        Assert.Equal(new Counted(0), await ReadAsync<Counted>($"SELECT count(*) AS rows FROM {TableName.Parse(stored.Place)}"));
    }

    [Fact]
    public async Task An_execution_in_the_ledger_is_not_done_again()
    {
        var statement = Ledgered($"INSERT INTO t VALUES ({1}, 'a'); SELECT count(*) AS n, 'x' AS name FROM t");
        Assert.Equal(new Named(1, "x"), await ReadAsync<Named>(statement));

        // As after a crash between the commit and the return.
        Assert.Equal(new Named(1, "x"), Read<Named>(await SqlNode.RunAsync<Named>(Database, statement, Run.Attempt(attempt: 2), Cancellation)));
        Assert.Equal(1, await CountAsync());
        Assert.Equal(new Named(2, "x"), Read<Named>(await SqlNode.RunAsync<Named>(Database, statement, Run.Attempt(number: 2), Cancellation)));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task An_execution_that_has_failed_is_not_in_the_ledger()
    {
        await Assert.ThrowsAsync<SqlFailedException>(() => ReadAsync<Named>(Ledgered($"INSERT INTO t VALUES (1, 'a'); SELECT n FROM nowhere")));
        Assert.Equal(new Named(1, "a"), await ReadAsync<Named>(Ledgered($"INSERT INTO t VALUES (1, 'a'); SELECT * FROM t")));
    }

    [Fact]
    public async Task Attempts_of_one_execution_at_once_have_one_effect()
    {
        var statement = Ledgered($"INSERT INTO t VALUES (1, 'a'); SELECT * FROM t");
        var attempts = Enumerable.Range(1, 8).Select(number => Task.Run(async () =>
        {
            try
            {
                return Read<Named>(await SqlNode.RunAsync<Named>(Database, statement, Run.Attempt(number), Cancellation));
            }
            catch (SqlFailedException fault) when (IsRefusedAtOnce)
            {
                Assert.True(fault.IsTransient, fault.Message);
                return (Named?)null;
            }
        })).ToArray();
        var outputs = await Task.WhenAll(attempts);
        Assert.Equal(new Named(1, "a"), Assert.Single(outputs.OfType<Named>().Distinct()));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_statement_that_is_cancelled_ends_and_leaves_nothing()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        source.CancelAfter(TimeSpan.FromMilliseconds(200));
        var statement = new SqlStatement(["INSERT INTO t VALUES (1, 'a'); " + Endless], []);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SqlNode.RunAsync(Database, statement, Run.Attempt(), source.Token));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_table_name_without_a_value_is_refused()
    {
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => ExecuteAsync($"SELECT * FROM {default(TableName)}"));
        Assert.Contains("The table name is empty: it was never given a value.", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether a second transaction with the same key is refused instead of waiting for the first.</summary>
    protected virtual bool IsRefusedAtOnce => false;

    protected abstract Task<SqlDatabase> CreateAsync();

    protected Task ExecuteAsync(FormattableString text) => SqlNode.RunAsync(Database, TestRun.Statement(text), Run.Attempt(), Cancellation);

    protected Task<T> ReadAsync<T>(FormattableString text)
        where T : struct, IRecord<T> => ReadAsync<T>(TestRun.Statement(text));

    protected async Task<T> ReadAsync<T>(SqlStatement statement)
        where T : struct, IRecord<T> => Read<T>(await SqlNode.RunAsync<T>(Database, statement, Run.Attempt(), Cancellation));

    protected static T Read<T>(ReadOnlyMemory<byte> json)
        where T : struct, IRecord<T> => OutputJson.Read<T>(json) ?? throw new InvalidOperationException(Encoding.UTF8.GetString(json.Span));

    private static SqlStatement Ledgered(FormattableString text) => new(TestRun.Pieces(text), TestRun.Holes(text)) { Ledger = TableName.Parse("done_executions") };

    private async Task<long> CountAsync() => (await ReadAsync<Counted>($"SELECT count(*) AS rows FROM t")).Rows;
}
