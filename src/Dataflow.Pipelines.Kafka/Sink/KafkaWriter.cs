using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>What the writers of a lane have in common: nothing is prepared, everything is delivered before a checkpoint counts.</summary>
internal abstract class KafkaWriter<T>(SinkProducer producer) : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    protected SinkProducer Producer { get; } = producer;

    public async ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        Producer.Enter();
        try
        {
            await SendAsync(batch, cancellationToken);
        }
        finally
        {
            Producer.Exit();
        }
    }

    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken)
    {
        // Time moves also when nothing is written: a delivery that failed is noticed here.
        Producer.Enter();
        try
        {
            Producer.Poll();
            return ValueTask.CompletedTask;
        }
        finally
        {
            Producer.Exit();
        }
    }

    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        Producer.Enter();
        try
        {
            await Producer.FlushAsync();
            return default;
        }
        finally
        {
            Producer.Exit();
        }
    }

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync() => Producer.DisposeAsync();

    /// <summary>Hands the records of a batch to the producer.</summary>
    protected abstract ValueTask SendAsync(RecordBatch<T> batch, CancellationToken cancellationToken);
}
