using System.Data.Common;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>A connection. One caller at a time.</summary>
internal abstract class SqlSession(DbConnection connection) : IAsyncDisposable
{
    private DbTransaction? _transaction;

    /// <summary>The connection.</summary>
    protected DbConnection Connection => connection;

    /// <summary>The transaction; null outside of one.</summary>
    protected DbTransaction? Transaction => _transaction;

    /// <summary>Performs a change in a transaction: all of it or nothing.</summary>
    public async Task<T> TransactAsync<T>(Func<SqlSession, Task<T>> change, CancellationToken cancellationToken)
    {
        // A transaction that is disposed without a commit is rolled back.
        await using var transaction = _transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await change(this);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <summary>Executes a statement.</summary>
    /// <returns>The rows that it has changed.</returns>
    public abstract Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken);

    /// <summary>Executes statements, in order.</summary>
    public abstract Task ExecuteAllAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken);

    /// <summary>Executes a query.</summary>
    public abstract Task<List<T>> QueryAsync<T>(Statement query, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    /// <summary>Executes a script of statements without values.</summary>
    public async Task ExecuteScriptAsync(string script, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Reads all rows.</summary>
    protected static async Task<List<T>> ReadAsync<T>(DbDataReader rows, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var results = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            results.Add(read(rows));
        }

        return results;
    }

    /// <summary>The value as databases take it.</summary>
    protected static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => value,
    };
}
