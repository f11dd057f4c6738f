using Dataflow.Pipelines.Connectors;
using Parquet;

namespace Dataflow.Pipelines.Parquet;

/// <summary>A file that row groups are written to, one after another. Opened with the first; one call at a time.</summary>
internal sealed class ParquetFile(string path, ParquetColumns columns, global::Parquet.ParquetOptions options) : IAsyncDisposable
{
    private const int StreamBuffer = 64 << 10;

    private FileStream? _stream;
    private ParquetWriter? _writer;
    private bool _isComplete;

    /// <summary>Encodes a row group and writes it.</summary>
    /// <exception cref="ConnectorException">The file cannot be written: names the path and the reason.</exception>
    public async Task WriteAsync(RowGroupBuffer rows)
    {
        try
        {
            await OpenAsync();
            using var group = _writer!.CreateRowGroup();
            SchemaAnnotations.Annotate(group, columns);
            for (var i = 0; i < columns.Fields.Length; i++)
            {
                await rows.Columns[i].WriteAsync(group, columns.Fields[i]);
                rows.Columns[i].SetBounds(SchemaAnnotations.StatisticsOf(group, i));
            }

            group.CompleteValidate();
        }
        catch (Exception e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Writes the footer and closes the file.</summary>
    /// <exception cref="ConnectorException">The file cannot be written: names the path and the reason.</exception>
    public async Task CompleteAsync()
    {
        try
        {
            await OpenAsync();
            await _writer!.DisposeAsync();
            await _stream!.DisposeAsync();
            _isComplete = true;
        }
        catch (Exception e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Closes a file that is not complete and deletes it. Its writer is not disposed of: that would write a footer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stream is null || _isComplete)
        {
            return;
        }

        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // The incomplete file is deleted next.
        }

        File.Delete(path);
    }

    private async Task OpenAsync()
    {
        if (_writer is null)
        {
            _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, StreamBuffer);
            _writer = await ParquetWriter.CreateAsync(columns.Schema, _stream, options);
        }
    }

    private ConnectorException Explain(Exception error)
    {
        var hint = error is IOException or UnauthorizedAccessException ? " Check that the folder can be written to and that its disk has room." : "";
        return new ConnectorException($"Cannot write '{path}': {error.Message.TrimEnd('.')}.{hint}", error);
    }
}
