using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>The common base of a lane's writers: nothing is prepared, and all messages are delivered before a checkpoint completes.</summary>
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
        // Watermarks advance even when nothing is written: a failed delivery is detected here.
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

    /// <summary>Passes the records of a batch to the producer.</summary>
    protected abstract ValueTask SendAsync(RecordBatch<T> batch, CancellationToken cancellationToken);
}
