using Npgsql;

namespace Dataflow.Pipelines.Control.PostgreSql;

/// <summary>Databases of SQL nodes in PostgreSQL 15 and later.</summary>
public static class PostgreSqlDatabase
{
    /// <summary>A database.</summary>
    /// <param name="connectionString">A connection string of Npgsql: <c>Host=db;Database=warehouse;Username=pipelines;Password=..</c>.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static SqlDatabase Create(string connectionString) => new(NpgsqlFactory.Instance, connectionString, SqlDialect.PostgreSql);

    /// <summary>A database behind a data source, which stays the caller's to dispose of.</summary>
    /// <param name="source">Opens the connections.</param>
    public static SqlDatabase Of(NpgsqlDataSource source) => new(source, SqlDialect.PostgreSql);
}
