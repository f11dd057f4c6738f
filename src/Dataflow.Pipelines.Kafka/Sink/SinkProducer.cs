using System.Globalization;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Connection;
using Dataflow.Pipelines.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>
/// The producer of one lane. Each message carries the number of the barrier after it, so that a checkpoint waits for its
/// own messages and not for later ones. The lane writes while a checkpoint flushes, and either may be in progress when
/// the job ends: each is a use of the client, between <see cref="Enter"/> and <see cref="Exit"/>, and the client is destroyed after the last use.
/// </summary>
internal sealed class SinkProducer : IProducerListener, IAsyncDisposable
{
    // Maximum number of open barriers; the job takes one checkpoint at a time.
    private const int Barriers = 16;

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly KafkaConnection _connection;
    private readonly SinkContext _context;
    private readonly string _topicName;
    private readonly NativeProducer _producer;
    private readonly nint _topic;
    private readonly long[] _open = new long[Barriers];
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectorException? _fault;
    private int _barrier;
    private int _uses;
    private bool _isClosing;

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
        _stop = CancellationTokenSource.CreateLinkedTokenSource(context.Ended);
    }

    /// <summary>The topic for the fields of a message.</summary>
    internal nint Topic => _topic;

    /// <summary>Starts a use of the client.</summary>
    /// <exception cref="ObjectDisposedException">The producer is closing.</exception>
    internal void Enter()
    {
        // Counts first and then checks, with a full fence in between: either this call detects the closing, or the closing detects this use.
        Interlocked.Increment(ref _uses);
        if (Volatile.Read(ref _isClosing))
        {
            Exit();
            throw new ObjectDisposedException(nameof(SinkProducer), $"The producer for topic '{_topicName}' is closing.");
        }
    }

    /// <summary>Ends a use of the client.</summary>
    internal void Exit()
    {
        if (Interlocked.Decrement(ref _uses) == 0 && Volatile.Read(ref _isClosing))
        {
            _unused.TrySetResult();
        }
    }

    /// <summary>Produces messages, whose payloads are copied; waits while the queue is full.</summary>
    /// <exception cref="ConnectorException">A message, or an earlier one, cannot be sent.</exception>
    internal async ValueTask WriteAsync(NativeMessage[] messages, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            messages[i].Opaque = _barrier;
        }

        // Counted before it is produced: the delivery may be reported on another thread.
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

    /// <summary>Produces one message; false where it is not accepted, as with a full queue.</summary>
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

    /// <summary>The field with the number of the barrier after a message.</summary>
    internal NativeField Barrier => NativeField.Opaque(_barrier);

    /// <summary>Called after a message was not accepted: waits if the queue is full, fails otherwise.</summary>
    internal async ValueTask MakeRoomAsync(NativeError error, CancellationToken cancellationToken)
    {
        if (error != NativeError.QueueFull)
        {
            throw Failure(error);
        }

        Poll();
        await PauseAsync(cancellationToken);
    }

    /// <summary>Processes delivery reports.</summary>
    /// <exception cref="ConnectorException">A message could not be delivered.</exception>
    internal void Poll()
    {
        _producer.Poll(0);
        ThrowIfFailed();
    }

    /// <summary>Starts a new section at a barrier; completes when all messages before it are acknowledged.</summary>
    /// <exception cref="ConnectorException">A message could not be delivered.</exception>
    /// <exception cref="OperationCanceledException">The job ends, or the producer is closed.</exception>
    internal async Task FlushAsync()
    {
        var barrier = _barrier;
        _barrier = (barrier + 1) % Barriers;
        while (Interlocked.Read(ref _open[barrier]) > 0)
        {
            Poll();
            await PauseAsync(_stop.Token);
        }

        ThrowIfFailed();
    }

    /// <summary>
    /// Ends the waits of uses in progress and destroys the client after the last one. Where that takes longer than the limit, the client
    /// is leaked: destroying it under a native call would crash the process.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosing, true))
        {
            return;
        }

        await _stop.CancelAsync();
        if (Volatile.Read(ref _uses) == 0)
        {
            _unused.TrySetResult();
        }

        try
        {
            // On a dedicated thread: rd_kafka_destroy joins the client's threads, and has no time-out.
            var destroyed = _unused.Task.ContinueWith(
                _ => Destroy(), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
            await destroyed.WaitAsync(CloseLimit, _context.Time);
        }
        catch (TimeoutException)
        {
            _context.Logger.LogWarning(
                "The producer for topic '{Topic}' at {Servers} did not close within {Seconds} s; it continues to close in the background",
                _topicName, _connection.BootstrapServers, CloseLimit.TotalSeconds);
        }
    }

    private void Destroy()
    {
        Librdkafka.TopicDestroy(_topic);
        _producer.Dispose();
        _stop.Dispose();
    }

    private async ValueTask PauseAsync(CancellationToken cancellationToken)
    {
        // Both tokens: the caller's token is that of the job, and a producer may be closed while its job continues.
        _stop.Token.ThrowIfCancellationRequested();
        await Task.Delay(PollPause, _context.Time, cancellationToken);
    }

    void IProducerListener.Delivered(in NativeMessage message)
    {
        if (message.Error != NativeError.None)
        {
            // The purge at the end of a failed job cancels queued messages; the first reason is retained.
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

        _context.Logger.LogWarning("Kafka at {Servers}: {Reason}; the client retries", _connection.BootstrapServers, _connection.Redact(reason));
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
