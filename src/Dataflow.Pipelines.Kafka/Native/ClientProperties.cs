using System.Text;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>Sets librdkafka properties on a native configuration, and removes secrets from messages about them.</summary>
internal static unsafe class ClientProperties
{
    private const int ReasonSize = 512;

    private static readonly string[] SecretMarks = ["password", "secret", "jaas", ".pem", "oauthbearer.config", "assertion"];

    /// <summary>Whether the value of a property must not be shown. Decided by its name; some values that are not secret are hidden too.</summary>
    internal static bool IsSecret(string name) => SecretMarks.Any(mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>A text without the secrets among the properties.</summary>
    internal static string Redact(string text, IEnumerable<KeyValuePair<string, string>> properties) => properties
        .Where(property => IsSecret(property.Key) && property.Value.Length > 0)
        .Aggregate(text, (clean, property) => clean.Replace(property.Value, "***", StringComparison.Ordinal));

    /// <exception cref="ArgumentException">librdkafka does not accept a property or its value. Names both, without secrets.</exception>
    internal static nint Configure(IReadOnlyCollection<KeyValuePair<string, string>> properties)
    {
        var configuration = Librdkafka.ConfigurationNew();
        var reason = stackalloc byte[ReasonSize];
        foreach (var (name, value) in properties)
        {
            if (Librdkafka.ConfigurationSet(configuration, name, value, reason, ReasonSize) != 0)
            {
                var text = Redact(Librdkafka.Text(reason), properties);
                Librdkafka.ConfigurationDestroy(configuration);
                throw new ArgumentException($"The Kafka property '{name}' was refused: {text}");
            }
        }

        return configuration;
    }

    /// <summary>Creates a producer, which takes ownership of the configuration.</summary>
    /// <exception cref="ArgumentException">The properties contradict each other.</exception>
    internal static nint NewProducer(nint configuration, IReadOnlyCollection<KeyValuePair<string, string>> properties)
    {
        var reason = stackalloc byte[ReasonSize];
        var client = Librdkafka.New(Librdkafka.ProducerType, configuration, reason, ReasonSize);
        if (client != 0)
        {
            return client;
        }

        Librdkafka.ConfigurationDestroy(configuration);
        var message = new StringBuilder("The Kafka producer could not be created: ").Append(Redact(Librdkafka.Text(reason), properties));
        throw new ArgumentException(message.ToString());
    }
}
