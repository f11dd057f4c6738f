using System.Globalization;
using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>The lake, read with DuckDB.</summary>
internal sealed class Lake(string directory, TimeSpan window, TimeSpan outOfOrderness)
{
    private string Files => Path.Combine(directory, "hour=*", "*.parquet");

    private bool IsEmpty => !Directory.Exists(directory) || !Directory.EnumerateFiles(directory, "*.parquet", SearchOption.AllDirectories).Any(static p => p.Contains("hour=", StringComparison.Ordinal));

    /// <summary>Rows, and percentiles of the time from event to commit, in milliseconds.</summary>
    public (long Rows, double P50, double P99, double AfterWindowP99) Read()
    {
        if (IsEmpty)
        {
            return default;
        }

        using var connection = DuckDb.Open();
        connection.Execute("CREATE TABLE committed (window_start TIMESTAMPTZ, committed_at TIMESTAMPTZ)");
        foreach (var (start, at) in Commits())
        {
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO committed VALUES (make_timestamptz({Micros(start)}), make_timestamptz({Micros(at)}))"));
        }

        var rows = connection.Scalar<long>($"SELECT count(*) FROM read_parquet('{Files}', hive_partitioning = true)");
        var micros = string.Create(CultureInfo.InvariantCulture, $"{window.TotalMicroseconds:0}");
        var source = $"""
            FROM read_parquet('{Files}') r JOIN (SELECT window_start, max(committed_at) AS committed_at FROM committed GROUP BY window_start) c
            ON c.window_start = make_timestamptz((epoch_us(r.timestamp) // {micros}) * {micros})
            """;
        var latency = "(epoch_us(c.committed_at) - epoch_us(r.timestamp)) / 1000.0";
        var after = string.Create(CultureInfo.InvariantCulture, $"(epoch_us(c.committed_at) - epoch_us(c.window_start)) / 1000.0 - {(window + outOfOrderness).TotalMilliseconds}");
        return (
            rows,
            connection.Scalar<double>($"SELECT coalesce(approx_quantile({latency}, 0.5), 0)::DOUBLE {source}"),
            connection.Scalar<double>($"SELECT coalesce(approx_quantile({latency}, 0.99), 0)::DOUBLE {source}"),
            connection.Scalar<double>($"SELECT coalesce(approx_quantile({after}, 0.99), 0)::DOUBLE {source}"));
    }

    /// <summary>Windows that are visible.</summary>
    public int Windows() => IsEmpty ? 0 : Commits().Select(static c => c.Start).Distinct().Count();

    // The marker file of a window's set is written last: its time is that of the commit.
    private IEnumerable<(DateTime Start, DateTime At)> Commits() =>
        from path in Directory.EnumerateFiles(directory, "_committed-*.json", SearchOption.AllDirectories)
        let stamp = Path.GetFileName(path).Substring("_committed-".Length, 16)
        select (DateTime.ParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), File.GetLastWriteTimeUtc(path));

    private static long Micros(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
