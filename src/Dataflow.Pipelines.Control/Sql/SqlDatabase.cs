using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Dataflow.Pipelines.Control;

/// <summary>The database of SQL nodes. Each attempt has a connection and a transaction of its own. No error shows the connection string. Thread-safe.</summary>
public sealed class SqlDatabase : IAsyncDisposable
{
    private readonly bool _ownsSource;

    /// <summary>A database behind a data source, which stays the caller's to dispose of.</summary>
    /// <param name="source">Opens the connections.</param>
    /// <param name="dialect">Its SQL.</param>
    public SqlDatabase(DbDataSource source, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(dialect);
        (Source, Dialect) = (source, dialect);
    }

    /// <summary>A database of any ADO.NET provider, as <c>new SqlDatabase(DuckDBClientFactory.Instance, "Data Source=x.db", SqlDialect.DuckDb)</c>.</summary>
    /// <param name="factory">The provider.</param>
    /// <param name="connectionString">A connection string of the provider.</param>
    /// <param name="dialect">The SQL of the database.</param>
    /// <exception cref="ArgumentException">The provider cannot read the connection string.</exception>
    public SqlDatabase(DbProviderFactory factory, string connectionString, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(connectionString);
        ArgumentNullException.ThrowIfNull(dialect);
        Dialect = dialect;
        _ownsSource = true;
        try
        {
            Source = factory.CreateDataSource(connectionString);
        }
        catch (Exception)
        {
            // The message of the fault, and the fault itself, may contain a password.
            throw new ArgumentException($"The connection string of the {dialect} database cannot be read. Check its keywords and values against the documentation of the provider.", nameof(connectionString));
        }
    }

    /// <summary>The SQL of the database.</summary>
    public SqlDialect Dialect { get; }

    internal DbDataSource Source { get; }

    /// <summary>A SQLite database.</summary>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, as <c>Data Source=warehouse.db</c>.</param>
    public static SqlDatabase Sqlite(string connectionString) => new(SqliteFactory.Instance, connectionString, SqlDialect.Sqlite);

    /// <summary>Closes the connections, where a connection string was given.</summary>
    public ValueTask DisposeAsync() => _ownsSource ? Source.DisposeAsync() : default;

    /// <summary>The kind of database, without its connection string.</summary>
    public override string ToString() => Dialect.ToString();
}
