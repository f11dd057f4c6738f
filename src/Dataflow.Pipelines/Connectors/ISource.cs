namespace Dataflow.Pipelines.Connectors;

/// <summary>A connector that brings messages in, each decoded to one record.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ISource<T> : IConnector
    where T : struct, IRecord<T>
{
    /// <summary>
    /// Opens the source for one lane. Called off the lane; may connect, and retries by itself until
    /// <see cref="SourceContext.StartupTimeout"/> has passed.
    /// </summary>
    /// <exception cref="ConnectorException">The service cannot be reached in time, or what is asked for is not there.</exception>
    ValueTask<ISourceReader> OpenAsync(SourceContext context, CancellationToken cancellationToken);
}
