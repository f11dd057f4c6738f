using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Connection;

/// <summary>The address and properties of a cluster, for sources and sinks.</summary>
/// <param name="bootstrapServers">Addresses, as in <c>host:port,host:port</c>.</param>
/// <param name="properties">The user's librdkafka properties; they override our defaults.</param>
internal sealed class KafkaConnection(string bootstrapServers, IReadOnlyDictionary<string, string> properties)
{
    internal string BootstrapServers { get; } = bootstrapServers;

    /// <summary>Defaults, overridden by the user's properties; the address is always <see cref="BootstrapServers"/>.</summary>
    internal Dictionary<string, string> With(IEnumerable<KeyValuePair<string, string>> defaults)
    {
        var merged = new Dictionary<string, string>(defaults);
        foreach (var (name, value) in properties)
        {
            merged[name] = value;
        }

        merged["bootstrap.servers"] = BootstrapServers;
        return merged;
    }

    /// <summary>The user's value of a property.</summary>
    internal string? Given(string name) => properties.GetValueOrDefault(name);

    /// <summary>A text from librdkafka without the user's secrets.</summary>
    internal string Redact(string text) => ClientProperties.Redact(text, properties);
}
