using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Reads a <see cref="MemoryTopic"/>; partitions are distributed over the lanes.</summary>
internal sealed class MemorySource<T>(MemoryTopic topic, SimulatedProcess process, int seed = 0) : IMessageSource<T, JsonFormat<T>>
    where T : struct, IRecord<T>
{
    private readonly List<MemoryReader> _readers = [];

    /// <summary>Maximum number of messages in a chunk.</summary>
    public int MaxChunk { get; init; } = 500;

    /// <summary>The open readers, by lane.</summary>
    public IReadOnlyList<MemoryReader> Readers => _readers;

    public JsonFormat<T> Format => default;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        var reader = new MemoryReader(topic, process, context, new Random(seed + context.Lane), MaxChunk);
        _readers.Add(reader);
        return ValueTask.FromResult<ISourceReader<MessageChunk>>(reader);
    }
}
