using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Connection;

/// <summary>Checks that a cluster responds, and reads the metadata of a topic.</summary>
internal sealed class BrokerProbe : IDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(3);

    private readonly KafkaConnection _connection;
    private readonly IAdminClient _client;
    private volatile string? _lastError;

    /// <exception cref="ConnectorException">A property was refused.</exception>
    internal BrokerProbe(KafkaConnection connection)
    {
        _connection = connection;
        try
        {
            _client = new AdminClientBuilder(connection.With([]))
                .SetErrorHandler((_, error) => _lastError = error.Reason)
                .SetLogHandler((_, _) => { })
                .Build();
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException)
        {
            throw new ConnectorException($"Kafka at {connection.BootstrapServers}: {connection.Redact(refused.Message)}");
        }
    }

    /// <summary>Waits until the cluster responds; retries with growing pauses.</summary>
    /// <param name="topic">The topic to look up.</param>
    /// <param name="mustExist">Whether to wait for the topic too; the topic of a sink may be created by the first message.</param>
    /// <param name="timeout">Total time to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives a line for each failed attempt.</param>
    /// <param name="cancellationToken">Cancelled when the job stops.</param>
    /// <returns>Partitions of the topic; 0 where it does not exist yet.</returns>
    /// <exception cref="ConnectorException">The timeout has elapsed. Names the address, the last error and what to check.</exception>
    internal async Task<int> ReachAsync(string topic, bool mustExist, TimeSpan timeout, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pause = FirstBackoff;

        // One unanswered request must not use up the complete timeout.
        var request = timeout / 4 < LongestRequest ? timeout / 4 : LongestRequest;
        while (true)
        {
            var (partitions, failure) = await Task.Run(() => Ask(topic, request), cancellationToken);
            if (failure is null && (partitions > 0 || !mustExist))
            {
                return partitions;
            }

            if (time.GetElapsedTime(began) + pause > timeout)
            {
                throw new ConnectorException(failure is null
                    ? $"Topic '{topic}' does not exist at {_connection.BootstrapServers}. Create it, or correct the name."
                    : $"No Kafka broker answers at {_connection.BootstrapServers} within the start-up time-out of {Duration.ToText(timeout)}: {failure}. Is the address right, does a broker run there, and do the security properties fit?");
            }

            logger.LogWarning("Kafka at {Servers} is not ready: {Reason}; the next attempt is in {Pause} ms", _connection.BootstrapServers, failure ?? $"no topic '{topic}'", pause.TotalMilliseconds);
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestBackoff ? pause * 2 : LongestBackoff;
        }
    }

    /// <summary>Checks once, for the health of a source or a sink.</summary>
    internal static async ValueTask<ConnectorHealth> CheckAsync(string bootstrapServers, IReadOnlyDictionary<string, string> properties, string topic, CancellationToken cancellationToken)
    {
        try
        {
            using var probe = new BrokerProbe(new(bootstrapServers, properties));
            var (partitions, failure) = await Task.Run(() => probe.Ask(topic, LongestRequest), cancellationToken);
            return failure is not null
                ? new(false, $"Kafka at {bootstrapServers}: {failure}")
                : new(partitions > 0, $"Kafka at {bootstrapServers}: topic '{topic}' has {partitions} partitions");
        }
        catch (ConnectorException refused)
        {
            return new(false, refused.Message);
        }
    }

    public void Dispose() => _client.Dispose();

    private (int Partitions, string? Failure) Ask(string topic, TimeSpan timeout)
    {
        try
        {
            var answer = _client.GetMetadata(topic, timeout).Topics.Single();
            return answer.Error.Code switch
            {
                ErrorCode.NoError => (answer.Partitions.Count, null),
                ErrorCode.UnknownTopicOrPart or ErrorCode.LeaderNotAvailable => (0, null),
                _ => (0, _connection.Redact(answer.Error.Reason)),
            };
        }
        catch (KafkaException error)
        {
            // The last connection error is more specific than a time-out.
            return (0, _connection.Redact(_lastError ?? error.Error.Reason));
        }
    }
}
