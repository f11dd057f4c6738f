namespace Dataflow.Pipelines.Connectors;

/// <summary>A source of records: rows of a query, pages of a service, generated data. Nothing is encoded or decoded.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IRecordSource<T> : ISource<T>
    where T : struct, IRecord<T>
{
    /// <summary>
    /// Opens the source for one lane. Called off the lane; may connect, and retries by itself until
    /// <see cref="SourceContext.StartupTimeout"/> has passed.
    /// </summary>
    /// <exception cref="ConnectorException">The service cannot be reached in time, or the requested data does not exist.</exception>
    ValueTask<ISourceReader<RecordChunk<T>>> OpenAsync(SourceContext context, CancellationToken cancellationToken);
}
