using DuckDB.NET.Data;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>The Parquet files that a pipeline of a test has made visible.</summary>
/// <param name="folder">Their folder, which may be missing.</param>
internal sealed class TestLake(string folder)
{
    /// <summary>Rows.</summary>
    public long Count() => Query("count(*)") is { } text ? long.Parse(text, null) : 0;

    /// <summary>The result of a query over all rows; null without a file.</summary>
    /// <param name="select">An expression of one value.</param>
    public string? Query(string select)
    {
        // Files that are being written have other names.
        if (!Directory.Exists(folder) || Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories).Length == 0)
        {
            return null;
        }

        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {select} FROM '{folder}/**/*.parquet'";
        return Convert.ToString(command.ExecuteScalar(), null);
    }
}
