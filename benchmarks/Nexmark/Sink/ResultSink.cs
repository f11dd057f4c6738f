using Benchmarks.Shared;
using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;

namespace Nexmark.Sink;

/// <summary>Writes the rows of a query as lines of JSON, one file per lane, or drops them if only the speed is measured.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="folder">Folder of the files; <see langword="null"/>: rows are dropped.</param>
public sealed class ResultSink<T>(string? folder) : ISink<T>
    where T : struct, IRecord<T>
{
    /// <inheritdoc/>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, folder ?? "nowhere"));

    /// <inheritdoc/>
    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<ISinkWriter<T>>(folder is null ? new NoWriter<T>() : new LineWriter<T>(Path.Combine(folder, $"{context.Node}-{context.Lane}.json")));
    }
}
