using Dataflow.Pipelines.Control.PostgreSql;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Stores.Sql;
using Dataflow.Pipelines.Tests.Shared.Servers;
using Npgsql;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>The store on a server, and what can go wrong with a server. Each test has a database of its own.</summary>
public sealed class PostgreSqlRunStoreTests(PostgreSqlServer server) : SqlRunStoreContract, IClassFixture<PostgreSqlServer>
{
    private readonly string _database = server.NewName();

    protected override int Journals => 12;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AdministrateAsync($"CREATE DATABASE {_database}");
    }

    [Fact]
    public async Task A_transaction_is_synced_to_the_disk_before_it_is_reported_whatever_the_default_of_the_server()
    {
        await AdministrateAsync($"ALTER DATABASE {_database} SET synchronous_commit = off");
        await using var session = await ConnectAsync();
        Assert.Equal(["on"], await session.QueryAsync(new Statement("SHOW synchronous_commit"), static row => row.GetString(0), Cancellation));
    }

    [Fact]
    public async Task A_server_that_goes_away_is_reported_and_nothing_is_lost_when_it_is_back()
    {
        var store = await OpenAsync();
        var lease = await AppendAsync(store, 0, Opened("r1"));
        await server.StopAsync();
        try
        {
            var batch = new AppendBatch(1, [Opened("r2")], []);
            var lost = await Assert.ThrowsAsync<RunStoreException>(() => store.AppendAsync(lease, batch, Cancellation));
            Assert.StartsWith($"The run store in PostgreSQL at 127.0.0.1:{server.Port}, database '{_database}', ", lost.Message, StringComparison.Ordinal);
            var away = await Assert.ThrowsAsync<RunStoreException>(() => store.AppendAsync(lease, batch, Cancellation));
            Assert.Contains("cannot be reached: Connection refused. Check that the server runs", away.Message, StringComparison.Ordinal);
            await server.StartAsync();
            await store.AppendAsync(lease, batch, Cancellation);
        }
        finally
        {
            // The other tests of the class need it.
            await StartAgainAsync();
        }

        Assert.Equal(2, (await store.LoadAsync("nightly", Cancellation)).Changes.Count);
    }

    [Fact]
    public async Task A_connection_that_the_server_ends_is_opened_again()
    {
        var store = await OpenAsync();
        var lease = await AppendAsync(store, 0, Opened("r1"));
        await AdministrateAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_database}'");
        var fault = await Assert.ThrowsAsync<RunStoreException>(() => store.RenewAsync(lease, Cancellation));
        Assert.Contains("The control plane connects again by itself.", fault.Message, StringComparison.Ordinal);
        await store.RenewAsync(lease, Cancellation);
    }

    [Fact]
    public async Task A_wrong_password_is_reported_and_not_shown()
    {
        var fault = await RefusedAsync(server.Connection(_database).Replace(PostgreSqlServer.Secret, "wrong-secret", StringComparison.Ordinal));
        Assert.EndsWith("refuses the user 'dataflow'. Check name and password, and pg_hba.conf of the server.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_reported() =>
        Assert.EndsWith("database 'nowhere', does not exist: create the database, or name another one.", (await RefusedAsync(server.Connection("nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_right_is_reported()
    {
        var user = "reader_" + _database;
        await AdministrateAsync($"CREATE USER {user} PASSWORD '{PostgreSqlServer.Secret}'");
        var fault = await RefusedAsync(server.Connection(_database).Replace("Username=dataflow", "Username=" + user, StringComparison.Ordinal));
        Assert.Contains($"refuses the user '{user}' a right: permission denied for schema public. Grant USAGE and CREATE", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_server_is_reported()
    {
        await AdministrateAsync($"ALTER DATABASE {_database} SET default_transaction_read_only = on");
        Assert.EndsWith("is read-only, as a standby server is. Name the primary server.", (await RefusedAsync(server.Connection(_database))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=s3cret;Prt=1", "cannot be read")]
    [InlineData("Host=db;Port=s3cret", "cannot be read")]
    [InlineData("Database=x;Password=s3cret", "names no host; add 'Host=..'.")]
    public void A_connection_string_that_is_wrong_is_refused_and_not_shown(string connection, string expected)
    {
        var fault = Assert.Throws<ArgumentException>(() => PostgreSqlRunStore.Create(connection));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    private protected override RunStore Named => PostgreSqlRunStore.Create(server.Connection(_database));

    private protected override Task<IRunStore> OpenStoreAsync() => Task.FromResult(Named.Open(TimeProvider.System));

    private protected override Task<SqlSession> ConnectAsync() => PostgreSqlStoreDatabase.Parse(server.Connection(_database)).ConnectAsync(Cancellation);

    private static async Task<RunStoreException> RefusedAsync(string connection)
    {
        await using var store = PostgreSqlRunStore.Create(connection).Open(TimeProvider.System);
        return await Assert.ThrowsAsync<RunStoreException>(() => store.OpenAsync(Cancellation));
    }

    private async Task AdministrateAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task StartAgainAsync()
    {
        try
        {
            await AdministrateAsync("SELECT 1");
        }
        catch (NpgsqlException)
        {
            await server.StartAsync();
        }
    }
}
