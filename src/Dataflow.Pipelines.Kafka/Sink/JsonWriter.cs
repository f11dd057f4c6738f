using System.Text.Json;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>Writes a batch as one run of JSON messages; nothing is allocated per record.</summary>
internal sealed class JsonWriter<T> : KafkaWriter<T>
    where T : struct, IRecord<T>
{
    private readonly PinnedText _text = new();
    private readonly Utf8JsonWriter _json;
    private readonly int[] _ends = new int[RecordBatch<T>.Capacity];
    private readonly NativeMessage[] _messages = new NativeMessage[RecordBatch<T>.Capacity];

    internal JsonWriter(SinkProducer producer)
        : base(producer) => _json = new(_text);

    protected override ValueTask SendAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        _text.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            T.WriteJson(_json, in batch.Records[i]);
            _json.Flush();
            _json.Reset();
            _ends[i] = _text.Length;
        }

        // Addresses are taken when all is written: the text may have moved while it grew.
        _text.Cut(_ends.AsSpan(0, batch.Count), _messages);
        return Producer.WriteAsync(_messages, batch.Count, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _json.DisposeAsync();
    }
}
