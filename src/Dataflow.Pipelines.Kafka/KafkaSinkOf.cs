using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Connection;
using Dataflow.Pipelines.Kafka.Sink;

namespace Dataflow.Pipelines;

/// <summary>
/// Writes records to a topic in a format. The broker acknowledges all messages before a checkpoint completes; after a failure, the records after
/// the last checkpoint are written again (at least once).
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
/// <typeparam name="TFormat">The format that encodes records. <see cref="KafkaSink{T}"/> is the sink for JSON.</typeparam>
/// <param name="bootstrapServers">Addresses of brokers, as in <c>host:port,host:port</c>.</param>
/// <param name="topic">The topic.</param>
public class KafkaSink<T, TFormat>(string bootstrapServers, string topic) : ISink<T>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <summary>Addresses of brokers.</summary>
    public string BootstrapServers { get; } = bootstrapServers;

    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>The format, with its settings.</summary>
    public TFormat Format { get; init; }

    /// <summary>How long to try to reach a broker at start. Default: the timeout of the job (<c>--startup-timeout</c>).</summary>
    public TimeSpan? StartupTimeout { get; init; }

    /// <summary>
    /// Further librdkafka properties, as in <c>compression.type</c> or <c>sasl.password</c>. Secrets among them are never shown.
    /// <c>message.timeout.ms</c> (5 minutes) is how long a broker may be unavailable before it is an error.
    /// </summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => BrokerProbe.CheckAsync(BootstrapServers, Properties, Topic, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var connection = new KafkaConnection(BootstrapServers, Properties);
        using var probe = new BrokerProbe(connection);
        await probe.ReachAsync(Topic, mustExist: false, StartupTimeout ?? context.StartupTimeout, context.Time, context.Logger, cancellationToken);

        // A copy: each lane opens its own format.
        var format = Format;
        await format.OpenAsync(new FormatContext(context), cancellationToken);
        return CreateWriter(new SinkProducer(connection, Topic, context), format);
    }

    private protected virtual ISinkWriter<T> CreateWriter(SinkProducer producer, TFormat format) => new FormatWriter<T, TFormat>(producer, format);
}
