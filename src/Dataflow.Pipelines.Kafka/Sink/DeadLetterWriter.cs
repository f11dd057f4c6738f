using System.Globalization;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>
/// Writes dead letters one by one, because messages of a batch cannot have headers: <c>topic</c>, <c>partition</c>, <c>offset</c>, <c>reason</c>,
/// <c>node</c> and <c>time</c> (ISO 8601, UTC), all text.
/// </summary>
internal sealed class DeadLetterWriter(SinkProducer producer) : KafkaWriter<DeadLetter>(producer)
{
    // The bytes that are written of a message that is too large, as happens close to the default limits: a source may
    // receive messages that a producer may not send.
    private const int KeptOfTooLarge = 64 << 10;

    private readonly byte[] _header = new byte[4096];

    protected override async ValueTask SendAsync(RecordBatch<DeadLetter> batch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var letter = batch.Records[i];
            while (!TryWrite(in letter, out var error))
            {
                if (error == NativeError.MessageTooLarge && letter.Payload.Length > KeptOfTooLarge)
                {
                    letter = Cut(letter);
                    continue;
                }

                await Producer.MakeRoomAsync(error, cancellationToken);
            }
        }

        Producer.Poll();
    }

    private static DeadLetter Cut(DeadLetter letter) => letter with
    {
        Reason = string.Create(CultureInfo.InvariantCulture, $"{letter.Reason} (the first {KeptOfTooLarge} of {letter.Payload.Length} bytes: the topic does not accept more)"),
        Payload = letter.Payload[..KeptOfTooLarge],
    };

    private unsafe bool TryWrite(in DeadLetter letter, out NativeError error)
    {
        // A reason quotes the wrong value: it is cut to the buffer size.
        var text = new HeaderText(_header);
        var topic = text.Append(letter.Source);
        var partition = text.Append(letter.Partition);
        var offset = text.Append(letter.Offset);
        var node = text.Append(letter.Node);
        var time = text.Append(letter.At.UtcDateTime);
        var reason = text.Append(letter.Reason);
        fixed (byte* headers = _header, payload = letter.Payload.Span)
        fixed (byte* topicName = "topic\0"u8, partitionName = "partition\0"u8, offsetName = "offset\0"u8, nodeName = "node\0"u8, timeName = "time\0"u8, reasonName = "reason\0"u8)
        {
            var nothing = (byte)0;
            return Producer.TryWrite(
                [
                    NativeField.Topic(Producer.Topic),
                    NativeField.Flags(Librdkafka.CopyPayload),
                    // No bytes are an empty value, not null: the original was not a tombstone.
                    NativeField.Value(payload == null ? &nothing : payload, letter.Payload.Length),
                    Producer.Barrier,
                    Header(topicName, headers, topic),
                    Header(partitionName, headers, partition),
                    Header(offsetName, headers, offset),
                    Header(reasonName, headers, reason),
                    Header(nodeName, headers, node),
                    Header(timeName, headers, time),
                ],
                out error);
        }
    }

    private static unsafe NativeField Header(byte* name, byte* text, Range range)
    {
        var (start, length) = range.GetOffsetAndLength(int.MaxValue);
        return NativeField.Header(name, text + start, length);
    }
}
