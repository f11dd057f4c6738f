using Benchmarks.Shared;
using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;

namespace Restore;

/// <summary>Drops the rows.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class NoSink<T> : ISink<T>
    where T : struct, IRecord<T>
{
    /// <inheritdoc/>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "nowhere"));

    /// <inheritdoc/>
    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => ValueTask.FromResult<ISinkWriter<T>>(new NoWriter<T>());
}
