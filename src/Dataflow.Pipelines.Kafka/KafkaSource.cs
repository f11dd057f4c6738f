namespace Dataflow.Pipelines;

/// <summary>Reads a topic of JSON messages as a member of a consumer group; see <see cref="KafkaSource{T, TFormat}"/>, which reads other formats.</summary>
/// <typeparam name="T">The record type of the messages.</typeparam>
/// <param name="bootstrapServers">Addresses of brokers, as in <c>host:port,host:port</c>.</param>
/// <param name="topic">The topic; it must exist.</param>
public sealed class KafkaSource<T>(string bootstrapServers, string topic) : KafkaSource<T, JsonFormat<T>>(bootstrapServers, topic)
    where T : struct, IRecord<T>;
