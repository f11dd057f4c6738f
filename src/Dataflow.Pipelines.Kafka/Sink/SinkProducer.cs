using System.Globalization;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Connection;
using Dataflow.Pipelines.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>
/// The producer of one lane. Each message carries the number of the barrier that it is before, so that a checkpoint waits for its
/// own messages and not for those that the lane has written since.
/// </summary>
internal sealed class SinkProducer : IProducerListener, IDisposable
{
    // Barriers that may be open at once; the job takes one checkpoint after the other.
    private const int Barriers = 16;

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(2);

    private readonly KafkaConnection _connection;
    private readonly SinkContext _context;
    private readonly string _topicName;
    private readonly NativeProducer _producer;
    private readonly nint _topic;
    private readonly long[] _open = new long[Barriers];
    private ConnectorException? _fault;
    private int _barrier;

    /// <exception cref="ConnectorException">A property was refused.</exception>
    internal SinkProducer(KafkaConnection connection, string topic, SinkContext context)
    {
        _connection = connection;
        _context = context;
        _topicName = topic;
        var properties = connection.With(new Dictionary<string, string>
        {
            ["client.id"] = "dataflow-pipelines",
            ["acks"] = "all",
            ["enable.idempotence"] = "true",
            ["queue.buffering.max.kbytes"] = (64 << 10).ToString(CultureInfo.InvariantCulture),
        });
        try
        {
            _producer = new(properties, this);
        }
        catch (ArgumentException refused)
        {
            throw new ConnectorException($"Kafka sink '{context.Node}': {refused.Message}");
        }

        _topic = _producer.Topic(topic);
    }

    /// <summary>The topic to name in the fields of a message.</summary>
    internal nint Topic => _topic;

    /// <summary>Hands over messages whose payloads are copied; waits while the queue is full.</summary>
    /// <exception cref="ConnectorException">A message cannot be sent, now or earlier.</exception>
    internal async ValueTask WriteAsync(NativeMessage[] messages, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            messages[i].Opaque = _barrier;
        }

        // Counted before it is handed over: the delivery may come on another thread.
        Interlocked.Add(ref _open[_barrier], count);
        var sent = 0;
        while (sent < count)
        {
            sent += NativeProducer.Produce(_topic, Librdkafka.PartitionUnassigned, messages.AsSpan(sent, count - sent), out var error);
            if (error != NativeError.None)
            {
                await MakeRoomAsync(error, cancellationToken);
            }
        }

        Poll();
    }

    /// <summary>Hands over one message; false where the queue is full.</summary>
    internal bool TryWrite(ReadOnlySpan<NativeField> fields, out NativeError error)
    {
        Interlocked.Increment(ref _open[_barrier]);
        error = _producer.Produce(fields);
        if (error == NativeError.None)
        {
            return true;
        }

        Interlocked.Decrement(ref _open[_barrier]);
        return false;
    }

    /// <summary>The field that ties a message to the barrier it is before.</summary>
    internal NativeField Barrier => NativeField.Opaque(_barrier);

    /// <summary>After a message was refused: waits where the queue is full, fails otherwise.</summary>
    internal async ValueTask MakeRoomAsync(NativeError error, CancellationToken cancellationToken)
    {
        if (error != NativeError.QueueFull)
        {
            throw Failure(error);
        }

        Poll();
        await Task.Delay(PollPause, _context.Time, cancellationToken);
    }

    /// <summary>Learns what was delivered.</summary>
    /// <exception cref="ConnectorException">A message could not be.</exception>
    internal void Poll()
    {
        _producer.Poll(0);
        ThrowIfFailed();
    }

    /// <summary>Begins a new section at a barrier; completes when all before it is acknowledged.</summary>
    /// <exception cref="ConnectorException">A message could not be delivered.</exception>
    internal async Task FlushAsync()
    {
        var barrier = _barrier;
        _barrier = (barrier + 1) % Barriers;
        while (Interlocked.Read(ref _open[barrier]) > 0)
        {
            Poll();
            await Task.Delay(PollPause, _context.Time);
        }

        ThrowIfFailed();
    }

    public void Dispose()
    {
        Librdkafka.TopicDestroy(_topic);
        _producer.Dispose();
    }

    void IProducerListener.Delivered(in NativeMessage message)
    {
        if (message.Error != NativeError.None)
        {
            // The purge at the end of a job that has failed gives up what waits; the first reason stays.
            Interlocked.CompareExchange(ref _fault, Failure(message.Error), null);
        }

        Interlocked.Decrement(ref _open[message.Opaque]);
    }

    void IProducerListener.Failed(NativeError error, string reason)
    {
        if (error == NativeError.Fatal)
        {
            Interlocked.CompareExchange(ref _fault, Failure(error), null);
            return;
        }

        _context.Logger.LogWarning("Kafka at {Servers}: {Reason}; writing goes on when it can", _connection.BootstrapServers, _connection.Redact(reason));
    }

    void IProducerListener.Log(int level, string text) =>
        _context.Logger.Log(level <= 3 ? LogLevel.Error : level == 4 ? LogLevel.Warning : LogLevel.Debug, "{Line}", _connection.Redact(text));

    private void ThrowIfFailed()
    {
        if (_fault is { } fault)
        {
            throw fault;
        }
    }

    private ConnectorException Failure(NativeError error) => new(
        $"A message for topic '{_topicName}' at {_connection.BootstrapServers} could not be delivered: {Librdkafka.Describe(error)}.");
}
