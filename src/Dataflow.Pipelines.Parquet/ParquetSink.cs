using System.IO.Compression;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Files;
using Dataflow.Pipelines.Parquet;

namespace Dataflow.Pipelines;

/// <summary>
/// Writes records as Parquet files below a folder. Files become visible, complete, with the checkpoint that covers them; with
/// <see cref="RollOnAttribute"/> a window's files when the window has closed.
/// </summary>
/// <typeparam name="T">The record type; its members are the columns, in snake_case.</typeparam>
/// <param name="outputPath">The folder; created where it is missing.</param>
public sealed class ParquetSink<T>(string outputPath) : ISink<T>
    where T : struct, IRecord<T>
{
    private readonly ParquetOptions _layout = new();

    /// <summary>The root folder of the files.</summary>
    public string OutputPath { get; } = outputPath;

    /// <summary>
    /// Folders of a window below <see cref="OutputPath"/>, as in <c>hour={window_start:yyyyMMddHH}</c> (a .NET format, UTC), which readers
    /// interpret as a column. Empty: none. Requires <see cref="RollOnAttribute"/>.
    /// </summary>
    public string PartitionBy { get; init; } = "";

    /// <summary>
    /// Rows after which a row group ends, at least 2048, with the batch that reaches it; a group also ends at <see cref="RowGroupBytes"/>. An
    /// open file collects one group in memory while the group before it is written.
    /// </summary>
    public int RowGroupSize
    {
        get => _layout.RowGroupSize;
        init => _layout = _layout with { RowGroupSize = value };
    }

    /// <summary>Bytes in memory, before encoding and compression, after which a row group ends; at least 65,536. Keeps an open file small where the rows are wide.</summary>
    public long RowGroupBytes
    {
        get => _layout.RowGroupBytes;
        init => _layout = _layout with { RowGroupBytes = value };
    }

    /// <summary>
    /// Bytes of the rows that all open files of a lane have in memory, those of row groups that are being written included; at least 1,048,576,
    /// 64 MiB by default. A lane exceeds it by one batch at most: then the file with the most bytes in memory ends its row group early, and the lane waits
    /// until enough is written. Not counted are the pages of the one column that each file encodes at a time.
    /// </summary>
    public long BufferBytes
    {
        get => _layout.BufferBytes;
        init => _layout = _layout with { BufferBytes = value };
    }

    /// <summary>How the files are compressed.</summary>
    public ParquetCompression Compression
    {
        get => _layout.Compression;
        init => _layout = _layout with { Compression = value };
    }

    /// <summary>
    /// How much time to spend on compression: <see cref="CompressionLevel.Fastest"/> (the default), <see cref="CompressionLevel.Optimal"/> or
    /// <see cref="CompressionLevel.SmallestSize"/>, which are 1, 3 and 19 of <see cref="ParquetCompression.Zstd"/>.
    /// </summary>
    public CompressionLevel CompressionLevel
    {
        get => _layout.CompressionLevel;
        init => _layout = _layout with { CompressionLevel = value };
    }

    /// <summary>Files that a lane has open at the same time, at least 1. For one more window the least recently used file is closed.</summary>
    public int MaxOpenFiles { get; init; } = 8;

    /// <inheritdoc/>
    public async ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            Check();
            _layout.Check();
            await SchemaAnnotations.EnsureBoundAsync();
            FileSinkOptions options = new() { Root = OutputPath, PartitionBy = PartitionBy, MaxOpenFiles = MaxOpenFiles };
            return new FileSinkWriter<T>(new ParquetFormat<T>(_layout), options, context);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ConnectorException($"Parquet sink '{context.Node}': {e.Message}", e);
        }
    }

    /// <summary>Whether a file can be created in <see cref="OutputPath"/>.</summary>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(OutputPath);
            using FileStream probe = new(
                Path.Combine(OutputPath, "_health_check"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.DeleteOnClose);
            probe.WriteByte(0);
            return ValueTask.FromResult(new ConnectorHealth(true, $"A file was created in '{OutputPath}' and deleted."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ValueTask.FromResult(new ConnectorHealth(false, $"No file can be created in '{OutputPath}': {e.Message}"));
        }
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(OutputPath))
        {
            throw new ArgumentException("The output path is empty: specify the folder for the files.");
        }

        if (MaxOpenFiles < 1)
        {
            throw new ArgumentException($"MaxOpenFiles is {MaxOpenFiles}: at least 1 is needed.");
        }

        // Readers add a column for every name=value folder, and the file would contain it too.
        foreach (var folder in PartitionBy.Split('/'))
        {
            if (folder.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                && T.Schema.Columns.FirstOrDefault(c => c.Name.Equals(folder[..equals], StringComparison.OrdinalIgnoreCase)) is { } column)
            {
                throw new ArgumentException($"PartitionBy = \"{PartitionBy}\" makes a column '{column.Name}', which {T.Schema.Name} already has: use another name, such as 'window_{column.Name}'.");
            }
        }
    }
}
