namespace Dataflow.Pipelines.Control.PostgreSql;

/// <summary>Run stores in PostgreSQL 15 and later.</summary>
public static class PostgreSqlRunStore
{
    /// <summary>A run store in a database, whose tables are created in the first schema of the user's search path.</summary>
    /// <param name="connectionString">A connection string of Npgsql: <c>Host=db;Database=pipelines;Username=pipelines;Password=..</c>.</param>
    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static RunStore Create(string connectionString)
    {
        var database = PostgreSqlStoreDatabase.Parse(connectionString);
        return new RunStore(database.Name, _ => database.Copy());
    }
}
