using System.Data.Common;
using Dataflow.Pipelines.Control.Stores.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>The connection of an attempt, and its transaction: rolled back where it is not committed.</summary>
internal sealed class SqlConnectionScope : IAsyncDisposable
{
    // Microsoft.Data.Sqlite waits for a lock in a loop that neither a token nor an interruption ends: it waits for a second at a time while the transaction is begun and
    // committed, which is when it waits; and a limit in between, where the transaction holds the lock of its own database but not that of attached ones.
    private const int LockSlice = 1;
    private const int AttachedLock = 30;

    private readonly DbConnection _connection;
    private readonly SqlDialect _dialect;
    private readonly SqlInterrupt? _interrupt;
    private DbTransaction? _transaction;

    private SqlConnectionScope(DbConnection connection, SqlDialect dialect, SqlInterrupt? interrupt) => (_connection, _dialect, _interrupt) = (connection, dialect, interrupt);

    /// <exception cref="SqlFailedException">There is no connection.</exception>
    public static async Task<SqlConnectionScope> OpenAsync(SqlDatabase database, SqlFaults faults, TimeProvider time, CancellationToken cancellationToken)
    {
        DbConnection connection;
        try
        {
            connection = await database.Source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw faults.Unreachable(fault);
        }

        return new SqlConnectionScope(connection, database.Dialect, database.Dialect.IsSynchronous ? new SqlInterrupt(connection, time, cancellationToken) : null);
    }

    /// <summary>Begins the transaction. One of SQLite has the write lock from its start: a lock that it takes later is refused instead of awaited, once it has read.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_connection is not SqliteConnection sqlite)
        {
            _transaction = await _connection.BeginTransactionAsync(cancellationToken);
            return;
        }

        sqlite.DefaultTimeout = LockSlice;
        var isReadOnly = raw.sqlite3_db_readonly(sqlite.Handle!, "main") == 1;
        AwaitLock(() => _transaction = sqlite.BeginTransaction(deferred: isReadOnly), cancellationToken);
    }

    /// <summary>Makes the changes durable. A server's commit is not cancelled: its outcome would be unknown.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_connection is SqliteConnection)
        {
            AwaitLock(_transaction!.Commit, cancellationToken);
        }
        else
        {
            await _transaction!.CommitAsync(CancellationToken.None);
        }
    }

    /// <summary>A command in the transaction.</summary>
    public DbCommand Command()
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandTimeout = _connection is SqliteConnection ? AttachedLock : 0;
        return command;
    }

    /// <summary>Executes a statement with values at its markers.</summary>
    /// <returns>The rows that it has changed.</returns>
    public async Task<int> ExecuteAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = Bound(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Executes a query of one value.</summary>
    public async Task<object?> ReadAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = Bound(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_interrupt is not null)
        {
            await _interrupt.DisposeAsync();
        }

        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private static void AwaitLock(Action action, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (SqliteException fault) when (SqliteFaults.IsLocked(fault))
            {
                // Another connection writes; the timeout of the node limits the wait.
            }
        }
    }

    private DbCommand Bound(string sql, object?[] values)
    {
        var command = Command();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            _dialect.Bind(command, i, values[i]);
        }

        return command;
    }
}
