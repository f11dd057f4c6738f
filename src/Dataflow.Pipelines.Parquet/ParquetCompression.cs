namespace Dataflow.Pipelines;

/// <summary>How the pages of a Parquet file are compressed.</summary>
public enum ParquetCompression
{
    /// <summary>Zstandard: the smallest files, at a good speed.</summary>
    Zstd,

    /// <summary>Snappy: supported by the oldest readers.</summary>
    Snappy,

    /// <summary>LZ4, raw blocks.</summary>
    Lz4,

    /// <summary>GZIP: small and slow.</summary>
    Gzip,

    /// <summary>None.</summary>
    Uncompressed,
}
