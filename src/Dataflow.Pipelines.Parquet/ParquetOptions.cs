using System.IO.Compression;
using Parquet;

namespace Dataflow.Pipelines.Parquet;

/// <summary>The layout of Parquet files.</summary>
internal sealed record ParquetOptions
{
    // A text column gets a dictionary where at most half of the sampled values are different.
    private const double DictionaryThreshold = 0.5;
    private const int DictionarySample = 4096;

    /// <summary>Rows after which a row group ends, with the batch that reaches it.</summary>
    public int RowGroupSize { get; init; } = 61_440;

    /// <summary>Bytes in memory after which a row group ends, with the batch that reaches it: keeps an open file small where the rows are wide.</summary>
    public long RowGroupBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of the rows that all open files of a lane have in memory.</summary>
    public long BufferBytes { get; init; } = 64 << 20;

    /// <summary>How pages are compressed.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Zstd;

    /// <summary>How much time to spend on compression.</summary>
    public CompressionLevel CompressionLevel { get; init; } = CompressionLevel.Fastest;

    /// <summary>Rejects values that make files slow to read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupSize, 2048, nameof(RowGroupSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupBytes, 64 << 10, nameof(RowGroupBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(BufferBytes, 1 << 20, nameof(BufferBytes));
    }

    /// <summary>The same options for Parquet.Net.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such compression or level.</exception>
    internal global::Parquet.ParquetOptions ToEncoding(ParquetColumns columns)
    {
        global::Parquet.ParquetOptions encoding = new()
        {
            CompressionMethod = Method(),
            CompressionLevel = Level(),
            DictionaryEncodingThreshold = DictionaryThreshold,
            DictionaryEncodingSampleSize = DictionarySample,
        };

        foreach (var field in columns.Fields.Where(static f => f.ClrType == typeof(ReadOnlyMemory<char>)))
        {
            encoding.ColumnEncodingHints[field.Path.ToString()] = EncodingHint.Dictionary;
        }

        return encoding;
    }

    private CompressionMethod Method() => Compression switch
    {
        ParquetCompression.Zstd => CompressionMethod.Zstd,
        ParquetCompression.Snappy => CompressionMethod.Snappy,
        ParquetCompression.Lz4 => CompressionMethod.Lz4Raw,
        ParquetCompression.Gzip => CompressionMethod.Gzip,
        ParquetCompression.Uncompressed => CompressionMethod.None,
        _ => throw new ArgumentOutOfRangeException(nameof(Compression), Compression, "There is no such compression."),
    };

    private CompressionLevel Level() => CompressionLevel is CompressionLevel.Fastest or CompressionLevel.Optimal or CompressionLevel.SmallestSize
        ? CompressionLevel
        : throw new ArgumentOutOfRangeException(nameof(CompressionLevel), CompressionLevel, "Use Fastest, Optimal or SmallestSize; for none, Compression = ParquetCompression.Uncompressed.");
}
