using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>The contents of a lake.</summary>
internal static class LakeReader
{
    /// <summary>Rows, and the bytes per row that the strings of event id and user id take on the managed heap.</summary>
    public static (long Rows, double TextBytes) Read(string lake)
    {
        using var connection = DuckDb.Open();
        var source = $"FROM read_parquet({DuckDb.Literal(Path.Combine(lake, "hour=*", "*.parquet"))})";

        // A string takes 22 bytes and two per character, rounded up to a multiple of 8.
        return (
            connection.Scalar<long>($"SELECT count(*) {source}"),
            connection.Scalar<double>($"SELECT coalesce(avg((29 + 2 * length(event_id)) // 8 * 8 + (29 + 2 * length(user_id)) // 8 * 8), 0)::DOUBLE {source}"));
    }
}
