using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Dataflow.Pipelines.Kafka.Native;

namespace KafkaToParquet.Contenders.ByHand;

/// <summary>Rejected messages with their bytes, and their position and reason in headers.</summary>
internal sealed class DeadLetters : IDisposable
{
    private readonly string _topic;
    private readonly byte[] _source;
    private readonly IProducer<Null, byte[]> _producer;

    public DeadLetters(ContenderOptions options)
    {
        _topic = options.Topic + "_dlq";
        _source = Encoding.UTF8.GetBytes(options.Topic);
        _producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = options.Kafka, EnableIdempotence = true, LingerMs = 50, EnableDeliveryReports = false }).Build();
    }

    public unsafe void Write(NativeMessage* message, string node, string reason)
    {
        var letter = new Message<Null, byte[]>
        {
            Value = message->Value.ToArray(),
            Headers =
            [
                new Header("topic", _source),
                new Header("partition", Bytes(message->Partition)),
                new Header("offset", Bytes(message->Offset)),
                new Header("reason", Encoding.UTF8.GetBytes(reason)),
                new Header("node", Encoding.UTF8.GetBytes(node)),
                new Header("time", Encoding.UTF8.GetBytes(TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))),
            ],
        };
        while (true)
        {
            try
            {
                _producer.Produce(_topic, letter);
                return;
            }
            catch (ProduceException<Null, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    public void Flush() => _producer.Flush();

    public void Dispose() => _producer.Dispose();

    private static byte[] Bytes(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
