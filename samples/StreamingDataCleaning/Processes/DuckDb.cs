using System.Globalization;
using DuckDB.NET.Data;

namespace StreamingDataCleaning.Processes;

/// <summary>SQL over the files of a lake, with an in-memory database.</summary>
public static class DuckDb
{
    /// <summary>An open connection to an empty database, which exists as long as the connection.</summary>
    public static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        return connection;
    }

    /// <summary>Runs a statement.</summary>
    public static void Execute(this DuckDBConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The value in the first column of the first row.</summary>
    public static T Scalar<T>(this DuckDBConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType(command.ExecuteScalar()!, typeof(T), CultureInfo.InvariantCulture);
    }

    /// <summary>A text as a quoted SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
