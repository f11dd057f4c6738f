namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>What differs between the databases of run stores.</summary>
internal abstract class StoreDatabase : IAsyncDisposable
{
    /// <summary>Names the store in messages, without a password.</summary>
    public abstract string Name { get; }

    /// <summary>Type of a generated key.</summary>
    public abstract string KeyType { get; }

    /// <summary>An expression for the milliseconds between two instants, given as expressions, as an integer.</summary>
    public abstract string Milliseconds(string from, string to);

    /// <summary>Whether the store has a table.</summary>
    public abstract Statement HasTable(string table);

    /// <summary>Connects.</summary>
    public abstract Task<SqlSession> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Lets no other process change the tables until the transaction ends.</summary>
    public abstract Task LockSchemaAsync(SqlSession session, CancellationToken cancellationToken);

    /// <summary>What has gone wrong and what can be done; null where it is no fault of the database.</summary>
    /// <returns>The description, and whether the fault may pass without a change of the store or of its name.</returns>
    public abstract (string Text, bool MayPass)? Describe(Exception fault);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
