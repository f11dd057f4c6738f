namespace Dataflow.Pipelines.DuckDb;

/// <summary>Asks one question of files, in a database in memory that lives for the question: <c>SELECT count(*) FROM read_parquet(?)</c>.</summary>
public static class DuckDbQuery
{
    /// <summary>The value in the first column of the first row.</summary>
    /// <inheritdoc cref="DuckDbConnection.QueryScalar{T}"/>
    public static T Scalar<T>(string sql, params ReadOnlySpan<object?> parameters)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        return connection.QueryScalar<T>(sql, parameters);
    }

    /// <summary>All rows, each an array of the values that <see cref="DuckDbReader.GetValue"/> gives. For results that fit in memory.</summary>
    /// <exception cref="DuckDbException">The statement failed.</exception>
    public static IReadOnlyList<object?[]> Rows(string sql, params ReadOnlySpan<object?> parameters)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        using DuckDbReader reader = connection.Query(sql, parameters);
        List<object?[]> rows = [];
        while (reader.Read())
        {
            object?[] row = new object?[reader.ColumnCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A text as SQL writes it, in quotes, for the places where a parameter cannot stand, such as the target of a COPY.</summary>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A text with a NUL character has no form in SQL.", nameof(text))
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
