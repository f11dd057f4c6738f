using System.Data.Common;
using System.IO.Compression;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// Writes the rows of a query to a Parquet file. Each column may have NULL; a time is an instant in UTC, in microseconds, and one without an offset is taken as UTC; a decimal has the
/// precision and scale of its column, or 38 and 18 where the database reports none. Thread-safe.
/// </summary>
public sealed class ParquetRowFile : IRowFileWriter
{
    /// <summary>Rows after which a row group ends: so many are in memory.</summary>
    public int RowGroupSize { get; init; } = 61_440;

    /// <summary>How pages are compressed.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Zstd;

    /// <summary>How much time to spend on compression.</summary>
    public CompressionLevel CompressionLevel { get; init; } = CompressionLevel.Fastest;

    /// <inheritdoc/>
    public string Extension => ".parquet";

    /// <inheritdoc/>
    public async Task<long> WriteAsync(DbDataReader rows, string path, IProgress<long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(progress);
        await SchemaAnnotations.EnsureBoundAsync();
        var options = new ParquetOptions { RowGroupSize = RowGroupSize, Compression = Compression, CompressionLevel = CompressionLevel };
        options.Check();
        var part = path + ".part";
        var total = await WritePartAsync(rows, part, options, progress, cancellationToken);
        using (var handle = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(part, path, overwrite: true);
        return total;
    }

    private static async Task<long> WritePartAsync(DbDataReader rows, string part, ParquetOptions options, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var batch = new RowBatch(rows);
        await batch.ReadAsync(cancellationToken);
        var schema = RowSchema.Of(rows, batch);
        var columns = new ParquetColumns(schema);

        // Of an earlier attempt that was killed.
        File.Delete(part);
        await using var file = new ParquetFile(part, columns, options.ToEncoding(columns));
        var total = 0L;
        for (var group = new RowGroupBuffer(columns); ; group = new RowGroupBuffer(columns))
        {
            try
            {
                while (batch.Count > 0 && group.Rows < options.RowGroupSize && group.ContentBytes < options.RowGroupBytes)
                {
                    group.Add(batch.Count, (buffer, index) => RowValues.Write(buffer, schema.Columns[index], batch, index, total));
                    total += batch.Count;
                    progress.Report(total);
                    await batch.ReadAsync(cancellationToken);
                }

                if (group.Rows == 0)
                {
                    await file.CompleteAsync();
                    return total;
                }

                await file.WriteAsync(group);
            }
            finally
            {
                group.Release();
            }
        }
    }
}
