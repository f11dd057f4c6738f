using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Connection;
using Dataflow.Pipelines.Kafka.Source;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines;

/// <summary>
/// Reads a topic as a member of a consumer group; each message is one record in a format. Reading resumes at the position in the checkpoint;
/// offsets are committed to Kafka after the checkpoint that holds them is durable.
/// </summary>
/// <typeparam name="T">The record type of the messages.</typeparam>
/// <typeparam name="TFormat">The format that decodes messages. <see cref="KafkaSource{T}"/> is the source for JSON.</typeparam>
/// <param name="bootstrapServers">Addresses of brokers, as in <c>host:port,host:port</c>.</param>
/// <param name="topic">The topic; it must exist.</param>
public class KafkaSource<T, TFormat>(string bootstrapServers, string topic) : IMessageSource<T, TFormat>
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <summary>Addresses of brokers.</summary>
    public string BootstrapServers { get; } = bootstrapServers;

    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>The format, with its settings.</summary>
    public TFormat Format { get; init; }

    /// <summary>
    /// The consumer group. Instances of a pipeline share one group, and so the partitions. Default: <c>pipeline.node</c>, the ids of both.
    /// Set it where the same pipeline runs twice on one cluster and each instance must read all messages.
    /// </summary>
    public string? GroupId { get; init; }

    /// <summary>Where a partition without a position in the checkpoint or the group starts: <c>earliest</c> (default) or <c>latest</c>.</summary>
    public string StartingOffsets { get; init; } = "earliest";

    /// <summary>
    /// Whether offsets may be missing between two messages, as in compacted topics and in those written in transactions.
    /// Default: no, a missing offset is an error. Unread messages that retention has deleted are always an error.
    /// </summary>
    public bool AllowOffsetGaps { get; init; }

    /// <summary>
    /// How long a partition that the group revokes is held until a checkpoint has settled it. Default: 1 minute; less than
    /// <c>max.poll.interval.ms</c>.
    /// </summary>
    public TimeSpan RebalanceTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Further librdkafka properties, as in <c>security.protocol</c> or <c>sasl.password</c>. Secrets among them are never shown.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => BrokerProbe.CheckAsync(BootstrapServers, Properties, Topic, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (StartingOffsets is not ("earliest" or "latest"))
        {
            throw new ConnectorException($"Node '{context.Node}': StartingOffsets is '{StartingOffsets}'; it must be 'earliest' or 'latest'.");
        }

        var connection = new KafkaConnection(BootstrapServers, Properties);
        using var probe = new BrokerProbe(connection);
        var partitions = await probe.ReachAsync(Topic, mustExist: true, context.StartupTimeout, context.Time, context.Logger, cancellationToken);
        var group = GroupId ?? $"{context.Pipeline}.{context.Node}";
        var options = new ReaderOptions
        {
            Connection = connection,
            Topic = Topic,
            Properties = ConsumerProperties.Of(connection, group, partitions),
            Group = group,
            Partitions = partitions,
            StartAtEnd = StartingOffsets == "latest",
            AllowOffsetGaps = AllowOffsetGaps,
            RebalanceTimeout = RebalanceTimeout,
        };
        if (context is { Lane: 0, IsRestored: false, OnMissingState: MissingState.Refuse })
        {
            await EarlierOffsets.RefuseAsync(options, context, cancellationToken);
        }

        return new KafkaReader(options, context);
    }
}
