using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A transactional sink of one process over a <see cref="MemoryTable{T}"/>.</summary>
internal sealed class MemorySink<T>(MemoryTable<T> table, SimulatedProcess process) : ISink<T>
    where T : struct, IRecord<T>
{
    /// <summary>Awaited before each batch is accepted; a test can block the sink with it.</summary>
    public Func<ValueTask> BeforeWrite { get; init; } = static () => ValueTask.CompletedTask;

    /// <summary>Called with each watermark, in UTC ticks.</summary>
    public Action<long> OnWatermark { get; init; } = static _ => { };

    public MemoryTable<T> Table => table;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ISinkWriter<T>>(new MemoryWriter<T>(this, process, context));
}
