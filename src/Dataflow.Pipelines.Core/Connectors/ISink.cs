namespace Dataflow.Pipelines.Connectors;

/// <summary>A connector that writes records.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ISink<T> : IConnector
    where T : struct, IRecord<T>
{
    /// <summary>Opens the sink for one lane.</summary>
    /// <exception cref="ConnectorException">Its target cannot be used.</exception>
    ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken);
}
