using System.Globalization;
using DuckDB.NET.Data;

namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>Runs one query over files in a DuckDB in-memory database that exists for the duration of the query.</summary>
internal static class DuckDbSql
{
    /// <summary>The value in the first column of the first row.</summary>
    internal static T Scalar<T>(string sql, params object[] parameters) =>
        (T)Convert.ChangeType(Rows(sql, parameters)[0][0]!, typeof(T), CultureInfo.InvariantCulture);

    /// <summary>All rows; an instant is a <see cref="DateTimeOffset"/>, a BLOB a byte array, NULL is null.</summary>
    internal static IReadOnlyList<object?[]> Rows(string sql, params object[] parameters)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(parameter));
        }

        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Value(reader, i))]);
        }

        return rows;
    }

    /// <summary>The values of a column for which a filter on the file finds a different number of rows than on a table of the same rows: value, found, expected.</summary>
    internal static IReadOnlyList<object?[]> Filtered(string path, string column, string comparison)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE rows AS SELECT * FROM read_parquet({Literal(path)})";
        command.ExecuteNonQuery();

        // As SQL literals, which represent each value exactly.
        command.CommandText = $"SELECT DISTINCT '''' || replace(\"{column}\"::VARCHAR, '''', '''''') || '''::' || typeof(\"{column}\") FROM rows WHERE \"{column}\" IS NOT NULL";
        List<string> constants = [];
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                constants.Add(reader.GetString(0));
            }
        }

        List<object?[]> wrong = [];
        foreach (var constant in constants)
        {
            var found = Count($"read_parquet({Literal(path)})");
            var expected = Count("rows");
            if (found != expected)
            {
                wrong.Add([constant, found, expected]);
            }

            long Count(string table)
            {
                command.CommandText = $"SELECT count(*) FROM {table} WHERE \"{column}\" {comparison} {constant}";
                return (long)command.ExecuteScalar()!;
            }
        }

        return wrong;
    }

    /// <summary>A text as an SQL literal in quotes, for places where SQL allows no parameter.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static object? Value(DuckDBDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        switch (reader.GetDataTypeName(column))
        {
            case "TimestampTz":
                return new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));
            case "Blob":
                using (var stream = reader.GetStream(column))
                {
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    return bytes;
                }

            default:
                return reader.GetValue(column);
        }
    }
}
