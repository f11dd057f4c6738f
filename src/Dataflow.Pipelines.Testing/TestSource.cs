using System.Buffers;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Connectors;

namespace Dataflow.Pipelines.Testing;

/// <summary>A source in memory. A record that is pushed is encoded, and read and decoded as a message of a real source would be.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class TestSource<T> : ISource<T>
    where T : struct, IRecord<T>
{
    private readonly TestTopic _topic;
    private readonly Action _run;

    internal TestSource(TestTopic topic, Action run)
    {
        _topic = topic;
        _run = run;
    }

    /// <summary>How far each partition was committed to the service: the offset of the next message.</summary>
    public IReadOnlyDictionary<int, long> CommittedOffsets => _topic.Committed;

    /// <summary>Pushes records into partition 0.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Push(params ReadOnlySpan<T> records) => PushTo(0, records);

    /// <summary>Pushes records into a partition.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushTo(int partition, params ReadOnlySpan<T> records)
    {
        foreach (ref readonly var record in records)
        {
            _topic.Append(partition, Encode(in record));
        }

        _run();
    }

    /// <summary>Pushes a message unchanged, well formed or not, into partition 0.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessage(string json) => PushMessageTo(0, json);

    /// <summary>Pushes a message unchanged, well formed or not, into partition 0.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessage(ReadOnlySpan<byte> message) => PushMessageTo(0, message);

    /// <summary>Pushes a message unchanged, well formed or not, into a partition.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessageTo(int partition, string json) => PushMessageTo(partition, Encoding.UTF8.GetBytes(json));

    /// <summary>Pushes a message unchanged, well formed or not, into a partition.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessageTo(int partition, ReadOnlySpan<byte> message)
    {
        _topic.Append(partition, message.ToArray());
        _run();
    }

    ValueTask<ConnectorHealth> IConnector.CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    ValueTask<ISourceReader> ISource<T>.OpenAsync(SourceContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ISourceReader>(new TestReader(_topic, context));

    private static byte[] Encode(in T record)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            T.WriteJson(writer, in record);
        }

        return bytes.WrittenSpan.ToArray();
    }
}
