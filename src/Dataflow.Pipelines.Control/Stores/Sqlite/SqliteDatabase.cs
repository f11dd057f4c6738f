using Dataflow.Pipelines.Control.Stores.Sql;
using Microsoft.Data.Sqlite;

namespace Dataflow.Pipelines.Control.Stores.Sqlite;

/// <summary>A run store in a file, for the processes of one machine. Each transaction is synced to the disk (<c>synchronous = FULL</c>); readers do not wait for it (WAL).</summary>
internal sealed class SqliteDatabase : StoreDatabase
{
    // Another process holds the write lock for the time of one append: a longer wait is a fault that is reported.
    private const int LockSeconds = 5;
    private readonly SqliteConnectionStringBuilder _connection;

    /// <param name="connection">A path, or a connection string of Microsoft.Data.Sqlite. The file is created where it is missing, with its folder.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public SqliteDatabase(string connection)
    {
        _connection = connection.Contains('=', StringComparison.Ordinal) ? new SqliteConnectionStringBuilder(connection) : new SqliteConnectionStringBuilder { DataSource = connection };
        if (!_connection.ContainsKey("Default Timeout"))
        {
            _connection.DefaultTimeout = LockSeconds;
        }

        // Without a pool: a connection that is closed releases the file.
        _connection.Pooling = false;
        _connection.ForeignKeys = true;
    }

    /// <summary>Whether a file that does not exist is an error.</summary>
    public bool MustExist { get; init; }

    /// <summary>A limit of the file's size in pages of 4 KiB; null: none but the disk's.</summary>
    public int? MaxPages { get; init; }

    public override string Name => $"'{_connection.DataSource}'";

    public override string KeyType => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string Milliseconds(string from, string to) => $"CAST(ROUND((julianday({to}) - julianday({from})) * 86400000) AS INTEGER)";

    public override Statement HasTable(string table) => new("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table", ("table", table));

    public override async Task<SqlSession> ConnectAsync(CancellationToken cancellationToken)
    {
        if (MustExist && !File.Exists(_connection.DataSource))
        {
            throw new RunStoreException($"There is no run store {Name}: the pipeline has not run with it. Is it another --state, or another --store?") { MayPass = false };
        }

        if (_connection.Mode == SqliteOpenMode.ReadWriteCreate && Path.GetDirectoryName(Path.GetFullPath(_connection.DataSource)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var connection = new SqliteConnection(_connection.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();

            // SQLite's own wait for a lock looks more often than that of the provider, whose limit is the same.
            command.CommandText = $"PRAGMA busy_timeout = {_connection.DefaultTimeout}000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                + (MaxPages is { } pages ? $"PRAGMA max_page_count = {pages};" : "");
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new SqliteSession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // A transaction has the write lock from its start.
    public override Task LockSchemaAsync(SqlSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    public override (string Text, bool MayPass)? Describe(Exception fault) => SqliteFaults.Describe(Name, _connection.DefaultTimeout, fault);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
