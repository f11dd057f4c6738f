using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>What the writers of a lane have in common: nothing is prepared, everything is delivered before a checkpoint counts.</summary>
internal abstract class KafkaWriter<T>(SinkProducer producer) : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    protected SinkProducer Producer { get; } = producer;

    public abstract ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken);

    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken)
    {
        // Time moves also when nothing is written: a delivery that failed is noticed here.
        Producer.Poll();
        return ValueTask.CompletedTask;
    }

    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        await Producer.FlushAsync();
        return default;
    }

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        Producer.Dispose();
        return ValueTask.CompletedTask;
    }
}
