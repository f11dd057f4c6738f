using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A source of records in memory; survives restarts of the pipeline.</summary>
internal sealed class TestRecordSource<T>(TestTopic<T> topic) : IRecordSource<T>, ITestInput<T>
    where T : struct, IRecord<T>
{
    public IReadOnlyDictionary<int, long> Committed => topic.Committed;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISourceReader<RecordChunk<T>>> OpenAsync(SourceContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ISourceReader<RecordChunk<T>>>(
            new TestReader<T, RecordChunk<T>>(topic, context, static (split, first, records) => new TestRecordChunk<T>(split, first, records)));

    public void Append(int partition, in T record) => topic.Append(partition, record);

    public void AppendMessage(int partition, byte[] message) =>
        throw new InvalidOperationException($"Source '{topic.Name}' has records, not messages: push records with {nameof(TestSource<>.Push)}.");
}
