namespace Dataflow.Pipelines.Connectors;

/// <summary>A connector that takes records out.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ISink<T> : IConnector
    where T : struct, IRecord<T>
{
    /// <summary>Opens the sink for one lane.</summary>
    /// <exception cref="ConnectorException">What it writes to cannot be used.</exception>
    ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken);
}
