using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A record as streams carry them, none of whose members may be null.</summary>
internal readonly record struct Click(string EventId, string UserId, string EventType, DateTimeOffset Timestamp, double DwellTime) : IRecord<Click>
{
    public static RecordSchema Schema { get; } = new("click",
    [
        new("event_id", ColumnType.Text, false), new("user_id", ColumnType.Text, false), new("event_type", ColumnType.Text, false),
        new("timestamp", ColumnType.Instant, false), new("dwell_time", ColumnType.Float64, false),
    ]);

    public static void WriteColumns<TColumns>(ReadOnlySpan<Click> records, ref TColumns columns)
        where TColumns : struct, IColumnWriter
    {
        for (int row = 0; row < records.Length; row++)
        {
            columns.Text(0, row, records[row].EventId);
        }

        for (int row = 0; row < records.Length; row++)
        {
            columns.Text(1, row, records[row].UserId);
        }

        for (int row = 0; row < records.Length; row++)
        {
            columns.Text(2, row, records[row].EventType);
        }

        Span<long> timestamps = columns.Values<long>(3);
        for (int row = 0; row < records.Length; row++)
        {
            timestamps[row] = ColumnValue.Instant(records[row].Timestamp);
        }

        Span<double> dwellTimes = columns.Values<double>(4);
        for (int row = 0; row < records.Length; row++)
        {
            dwellTimes[row] = records[row].DwellTime;
        }
    }

    public static bool TryReadJson(ReadOnlySpan<byte> utf8, JsonDecoder decoder, out Click record, [NotNullWhen(false)] out string? reason) =>
        throw new NotSupportedException("Files hold columns, no JSON.");

    public static void WriteJson(Utf8JsonWriter writer, in Click record) => throw new NotSupportedException("Files hold columns, no JSON.");

    /// <summary>The click of a number; its texts grow with it, some beyond what stands inline in DuckDB's values.</summary>
    internal static Click Number(int n) => new($"event-{n:D6}-{n % 7}", $"user_{n % 100}", n % 3 == 0 ? "view" : "purchase", DateTimeOffset.UnixEpoch.AddSeconds(n), n / 4.0);
}
