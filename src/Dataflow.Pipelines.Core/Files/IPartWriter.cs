namespace Dataflow.Pipelines.Files;

/// <summary>One file that is being written, owned by one lane. Disposed without <see cref="CompleteAsync"/> it leaves no file.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IPartWriter<T> : IAsyncDisposable
    where T : struct, IRecord<T>
{
    /// <summary>
    /// Writes the given rows of a batch. Returns when there is room for more; retains the batch for as long as it needs it.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">Indexes of the rows to write, ascending; copied before the method returns. Empty: all rows.</param>
    /// <param name="cancellationToken">Cancelled when the job fails or is cancelled.</param>
    /// <exception cref="Connectors.ConnectorException">The file cannot be written: names the path and the reason.</exception>
    ValueTask WriteAsync(RecordBatch<T> batch, ReadOnlyMemory<int> rows, CancellationToken cancellationToken);

    /// <summary>Finishes the file. It is complete, but not fsynced yet.</summary>
    /// <returns>Rows in the file.</returns>
    ValueTask<long> CompleteAsync(CancellationToken cancellationToken);
}
