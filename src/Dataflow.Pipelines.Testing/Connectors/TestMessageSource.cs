using System.Buffers;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A source of messages in memory, in the format of the source that the class declares; survives restarts of the pipeline.</summary>
internal sealed class TestMessageSource<T, TFormat>(TestTopic<byte[]> topic, TFormat format) : IMessageSource<T, TFormat>, ITestInput<T>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    private TFormat _writer = format;
    private bool _canWrite;

    public TFormat Format { get; } = format;

    public IReadOnlyDictionary<int, long> Committed => topic.Committed;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public async ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        if (!_canWrite)
        {
            await _writer.OpenAsync(new FormatContext(context), cancellationToken);
            _canWrite = true;
        }

        return new TestReader<byte[], MessageChunk>(topic, context, static (split, first, messages) => new TestChunk(split, first, messages));
    }

    public void Append(int partition, in T record)
    {
        var bytes = new ArrayBufferWriter<byte>();
        _writer.Write(in record, bytes);
        topic.Append(partition, bytes.WrittenSpan.ToArray());
    }

    public void AppendMessage(int partition, byte[] message) => topic.Append(partition, message);
}
