using System.Globalization;
using DuckDB.NET.Data;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A lake, read with DuckDB: all visible files must be readable.</summary>
internal sealed class Lake(string directory)
{
    private string Events => Path.Combine(directory, "hour=*", "*.parquet");

    /// <summary>Rows of events.</summary>
    internal long Rows() => Query("count(*)");

    /// <summary>Distinct event ids.</summary>
    internal long Ids() => Query("count(DISTINCT event_id)");

    /// <summary>Rows that meet a condition in SQL.</summary>
    internal long Rows(string condition) => Query($"count(*) FILTER (WHERE {condition})");

    /// <summary>Events that the statistics of the windows count.</summary>
    internal long EventsOfStatistics()
    {
        var folder = Path.Combine(directory, "_windows");
        return HasFiles(folder) ? Scalar($"SELECT coalesce(sum(events), 0)::BIGINT FROM read_parquet('{folder}/*.parquet')") : 0;
    }

    private long Query(string what) => HasFiles(directory, "hour=*") ? Scalar($"SELECT {what} FROM read_parquet('{Events}')") : 0;

    private static bool HasFiles(string folder, string below = "") =>
        Directory.Exists(folder)
        && (below.Length == 0 ? [folder] : Directory.EnumerateDirectories(folder, below)).Any(static inner => Directory.EnumerateFiles(inner, "*.parquet").Any());

    private static long Scalar(string sql)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
