namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A typical record of a stream; none of its members may be null.</summary>
[Record]
internal readonly partial record struct Click(string EventId, string UserId, string EventType, DateTimeOffset Timestamp, double DwellTime)
{
    /// <summary>The click of a number; its texts grow with it, some beyond the length that DuckDB stores inline.</summary>
    internal static Click Number(int n) => new($"event-{n:D6}-{n % 7}", $"user_{n % 100}", n % 3 == 0 ? "view" : "purchase", DateTimeOffset.UnixEpoch.AddSeconds(n), n / 4.0);
}
