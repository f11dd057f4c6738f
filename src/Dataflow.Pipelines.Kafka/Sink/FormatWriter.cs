using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>Writes a batch as one run of messages in a format; nothing is allocated per record.</summary>
internal sealed class FormatWriter<T, TFormat>(SinkProducer producer, TFormat format) : KafkaWriter<T>(producer)
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    private readonly PinnedText _text = new();
    private readonly int[] _ends = new int[RecordBatch.Capacity];
    private readonly NativeMessage[] _messages = new NativeMessage[RecordBatch.Capacity];

    // The lane's own copy, already open.
    private TFormat _format = format;

    protected override ValueTask SendAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        _text.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            _format.Write(in batch.Records[i], _text);
            _ends[i] = _text.Length;
        }

        // Addresses are taken after all records are written: the text may move while it grows.
        _text.Cut(_ends.AsSpan(0, batch.Count), _messages);
        return Producer.WriteAsync(_messages, batch.Count, cancellationToken);
    }
}
