using Dataflow.Pipelines.Control.Stores.Sql;
using Npgsql;

namespace Dataflow.Pipelines.Control.PostgreSql;

/// <summary>A run store in PostgreSQL. Each transaction is durable when it is reported, whatever the default of the server (<c>synchronous_commit = on</c>).</summary>
internal sealed class PostgreSqlStoreDatabase : StoreDatabase
{
    // Any number that no other program is likely to use.
    private const long SchemaLock = 0x6461_7461_666c_6f77;
    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgreSqlStoreDatabase(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static PostgreSqlStoreDatabase Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The message of the fault, and the fault itself, may contain a password.
            throw new ArgumentException("The connection string of the run store cannot be read; expected 'Host=..;Database=..;Username=..;Password=..' with the keywords of Npgsql.", nameof(connectionString));
        }

        if (string.IsNullOrEmpty(connection.Host))
        {
            throw new ArgumentException("The connection string of the run store names no host; add 'Host=..'.", nameof(connectionString));
        }

        // Few statements, executed often: each is prepared at its second execution.
        connection.MaxAutoPrepare = connection.MaxAutoPrepare == 0 ? 64 : connection.MaxAutoPrepare;
        connection.AutoPrepareMinUsages = 2;
        connection.ApplicationName ??= "Dataflow.Pipelines";

        // The connector keeps its connection; one that is closed is to release its locks at once.
        connection.Pooling = false;
        return new PostgreSqlStoreDatabase(connection);
    }

    public override string Name => $"in PostgreSQL at {_connection.Host}:{_connection.Port}, database '{_connection.Database ?? _connection.Username}',";

    public override string KeyType => "BIGSERIAL PRIMARY KEY";

    /// <summary>The same database, for a further store.</summary>
    public PostgreSqlStoreDatabase Copy() => new(_connection);

    public override string Milliseconds(string from, string to) => $"CAST(EXTRACT(EPOCH FROM ({to} - {from})) * 1000 AS BIGINT)";

    public override Statement HasTable(string table) =>
        new("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA() AND table_name = @table", ("table", table));

    public override async Task<SqlSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connection.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SET synchronous_commit = on", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new PostgreSqlSession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task LockSchemaAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.QueryAsync(new Statement("SELECT pg_advisory_xact_lock(@lock)", ("lock", SchemaLock)), static _ => 0, cancellationToken);

    public override (string Text, bool MayPass)? Describe(Exception fault) => PostgreSqlFaults.Describe(Name, _connection.Username ?? "", fault);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
