using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;

namespace Benchmarks.Shared;

/// <summary>Drops the rows.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class NoWriter<T> : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint) => Task.FromResult(ReadOnlyMemory<byte>.Empty);

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
