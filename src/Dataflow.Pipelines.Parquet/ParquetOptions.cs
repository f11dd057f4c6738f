namespace Dataflow.Pipelines.Parquet;

/// <summary>How Parquet files are laid out. An open file holds one row group in memory, and about as much again while it compresses it.</summary>
internal sealed record ParquetOptions
{
    /// <summary>
    /// Rows of a row group, a multiple of 2048; a group also ends at <see cref="RowGroupBytes"/>. Measured with rows of 60 bytes: an open
    /// file takes 30 MB with 122,880, 16 MB with 61,440 and 10 MB with 30,720.
    /// </summary>
    public int RowGroupSize { get; init; } = 61_440;

    /// <summary>Bytes of a row group before compression: keeps an open file small where the rows are wide.</summary>
    public long RowGroupBytes { get; init; } = 8 << 20;

    /// <summary>How pages are compressed.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Zstd;

    /// <summary>
    /// Level of Zstandard, 1 to 22. Measured on events of uuid, user, type, time and url: level 3, DuckDB's default, takes a quarter more time in all
    /// and makes the files 2 % larger.
    /// </summary>
    public int CompressionLevel { get; init; } = 1;

    /// <summary>Encodings of the pages.</summary>
    public ParquetVersion Version { get; init; } = ParquetVersion.V1;

    /// <summary>The same, as the brackets of DuckDB's COPY say it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal string ToCopyOptions()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupSize, 2048, nameof(RowGroupSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupBytes, 64 << 10, nameof(RowGroupBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(CompressionLevel, 1, nameof(CompressionLevel));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CompressionLevel, 22, nameof(CompressionLevel));
        string compression = Compression switch
        {
            ParquetCompression.Zstd => FormattableString.Invariant($"zstd, COMPRESSION_LEVEL {CompressionLevel}"),
            ParquetCompression.Snappy => "snappy",
            ParquetCompression.Lz4 => "lz4_raw",
            ParquetCompression.Gzip => "gzip",
            ParquetCompression.Uncompressed => "uncompressed",
            _ => throw new ArgumentOutOfRangeException(nameof(Compression), Compression, "There is no such compression."),
        };

        // Version 2 packs numbers well without: a dictionary is given up once its values repeat less than 16 times (a sixth less time, measured).
        string version = Version switch
        {
            ParquetVersion.V1 => "v1",
            ParquetVersion.V2 => FormattableString.Invariant($"v2, DICTIONARY_SIZE_LIMIT {RowGroupSize / 16}"),
            _ => throw new ArgumentOutOfRangeException(nameof(Version), Version, "There is no such version."),
        };

        // Who gives the path has made sure that it is a temporary name, so DuckDB needs none of its own.
        return FormattableString.Invariant($"FORMAT parquet, COMPRESSION {compression}, PARQUET_VERSION {version}, ROW_GROUP_SIZE {RowGroupSize}, ROW_GROUP_SIZE_BYTES {RowGroupBytes}, USE_TMP_FILE false");
    }
}
