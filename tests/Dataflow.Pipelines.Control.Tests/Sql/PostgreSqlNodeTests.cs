using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.PostgreSql;
using Dataflow.Pipelines.Tests.Shared.Servers;
using Npgsql;

namespace Dataflow.Pipelines.Control.Tests.Sql;

/// <summary>SQL nodes in PostgreSQL, and what is particular to it. Each test has a database of its own.</summary>
public sealed class PostgreSqlNodeTests(PostgreSqlServer server) : SqlNodeContract, IClassFixture<PostgreSqlServer>
{
    private readonly string _database = server.NewName();

    protected override string Endless => "SELECT count(*) FROM generate_series(1, 1000000000000) g";

    protected override string Schema => "public";

    protected override string NoTable => "relation \"nowhere\" does not exist (SQLSTATE 42P01).";

    [Fact]
    public async Task The_place_of_a_fault_is_shown_with_markers()
    {
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => ExecuteAsync($"SELECT 'ü😀', {"s3cret"}\nFROM t WHERE name = {"x"} AND nme = {"s3cret"};"));
        Assert.Equal(
            "PostgreSQL has refused the statement of 'extract', which was rolled back: column \"nme\" does not exist (SQLSTATE 42703).\n"
            + "line 2: FROM t WHERE name = $2 AND nme = $3;\n"
            + new string(' ', 35) + "^\n"
            + "Perhaps you meant to reference the column \"t.name\".",
            fault.Message);
        Assert.Equal(("42703", false), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_may_pass_is_marked()
    {
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => ExecuteAsync($"DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$"));
        Assert.EndsWith("deadlock (SQLSTATE 40P01). The fault may pass: RetryWhen of the node decides whether it is tried again.", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_reported()
    {
        await using var database = PostgreSqlDatabase.Create("Host=127.0.0.1;Port=1;Username=a;Password=s3cret");
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => SqlNode.RunAsync(database, TestRun.Statement($"SELECT 1"), Run.Attempt(), Cancellation));
        Assert.Equal(
            "'extract' cannot connect to PostgreSQL: Connection refused. Check that the database is there, and its connection string. The fault may pass: RetryWhen of the node decides "
            + "whether it is tried again.",
            fault.Message);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_reported_and_not_shown()
    {
        await using var database = PostgreSqlDatabase.Create(server.Connection(_database).Replace(PostgreSqlServer.Secret, "wrong-secret", StringComparison.Ordinal));
        var fault = await Assert.ThrowsAsync<SqlFailedException>(() => SqlNode.RunAsync(database, TestRun.Statement($"SELECT 1"), Run.Attempt(), Cancellation));
        Assert.StartsWith("'extract' cannot connect to PostgreSQL: password authentication failed for user \"dataflow\".", fault.Message, StringComparison.Ordinal);
        Assert.Equal(("28P01", false), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain("wrong-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_is_wrong_is_refused_and_not_shown()
    {
        var fault = Assert.Throws<ArgumentException>(() => PostgreSqlDatabase.Create("Host=db;Pasword=s3cret"));
        Assert.StartsWith("The connection string of the PostgreSQL database cannot be read.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("asword", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_source_of_the_program_can_be_used()
    {
        await using var source = NpgsqlDataSource.Create(server.Connection(_database));
        await using var database = PostgreSqlDatabase.Of(source);
        Assert.Equal(new Named(1, "a"), Read<Named>(await SqlNode.RunAsync<Named>(database, TestRun.Statement($"SELECT {1} AS n, {"a"} AS name"), Run.Attempt(), Cancellation)));
    }

    protected override async Task<SqlDatabase> CreateAsync()
    {
        await using var connection = new NpgsqlConnection(server.Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {_database}", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return PostgreSqlDatabase.Create(server.Connection(_database));
    }
}
