namespace Dataflow.Pipelines.DuckDb;

/// <summary>DuckDB refused or failed. The message holds DuckDB's own words and the beginning of the statement.</summary>
public sealed class DuckDbException : Exception
{
    private const int ShownSql = 300;

    /// <summary>An error without a statement.</summary>
    public DuckDbException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public DuckDbException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without further explanation.</summary>
    public DuckDbException()
        : base("DuckDB failed without a message.")
    {
    }

    private DuckDbException(string message, string sql)
        : base(message) => Sql = sql;

    /// <summary>The statement that failed, whole, where there was one. Values of parameters are not part of it.</summary>
    public string? Sql { get; }

    internal static DuckDbException InStatement(string error, string sql) =>
        new($"{error.TrimEnd()} [statement: {(sql.Length <= ShownSql ? sql : sql[..ShownSql] + "...")}]", sql);
}
