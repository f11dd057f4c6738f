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
    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => ValueTask.FromResult<ISinkWriter<T>>(new NoWriter());

    private sealed class NoWriter : ISinkWriter<T>
    {
        public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint) => Task.FromResult(ReadOnlyMemory<byte>.Empty);

        public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
