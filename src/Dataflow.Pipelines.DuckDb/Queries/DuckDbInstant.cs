namespace Dataflow.Pipelines.DuckDb;

/// <summary>DuckDB's instants: microseconds since 1970-01-01T00:00Z.</summary>
internal static class DuckDbInstant
{
    internal static long ToMicroseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));
}
