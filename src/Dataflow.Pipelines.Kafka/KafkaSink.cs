using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Sink;

namespace Dataflow.Pipelines;

/// <summary>
/// Writes records to a topic: a record as JSON, a <see cref="DeadLetter"/> as the original bytes with headers for their position
/// and the reason. See <see cref="KafkaSink{T, TFormat}"/>, which writes other formats.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="bootstrapServers">Addresses of brokers, as in <c>host:port,host:port</c>.</param>
/// <param name="topic">The topic.</param>
public sealed class KafkaSink<T>(string bootstrapServers, string topic) : KafkaSink<T, JsonFormat<T>>(bootstrapServers, topic)
    where T : struct, IRecord<T>
{
    private protected override ISinkWriter<T> CreateWriter(SinkProducer producer, JsonFormat<T> format) =>
        typeof(T) == typeof(DeadLetter) ? (ISinkWriter<T>)(object)new DeadLetterWriter(producer) : base.CreateWriter(producer, format);
}
