using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A sink that counts records and stores none.</summary>
internal sealed class CountingSink<T> : ISink<T>, ISinkWriter<T>
    where T : struct, IRecord<T>
{
    public long Records { get; private set; }

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => ValueTask.FromResult<ISinkWriter<T>>(this);

    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        Records += batch.Count;
        return ValueTask.CompletedTask;
    }

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint) => Task.FromResult(ReadOnlyMemory<byte>.Empty);

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
