using System.Data.Common;

namespace Dataflow.Pipelines.Connectors;

/// <summary>Writes the rows of a query to a file of one format. An SQL node calls it from several runs at a time.</summary>
public interface IRowFileWriter
{
    /// <summary>Ending of the file's name, with its dot.</summary>
    string Extension { get; }

    /// <summary>Writes all rows. A file of that path is replaced; it is never there in part: until it is complete, the rows are in <c>path + ".part"</c>.</summary>
    /// <param name="rows">The rows, of which none was read.</param>
    /// <param name="path">Path of the file, in a folder that exists.</param>
    /// <param name="progress">Receives the rows read so far, at least once for each 1,024.</param>
    /// <param name="cancellationToken">Ends the writing; the incomplete file is deleted.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ConnectorException">A column cannot be written, or the file: names the column or the path, and the reason.</exception>
    Task<long> WriteAsync(DbDataReader rows, string path, IProgress<long> progress, CancellationToken cancellationToken);
}
