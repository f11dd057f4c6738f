using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The lane's side of a source: takes the chunks that the polling thread has filled.</summary>
internal sealed class KafkaReader : ISourceReader<MessageChunk>
{
    // Leaving takes milliseconds if the broker responds. A broker that does not must not keep the process alive.
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly ReaderOptions _options;
    private readonly SourceContext _context;
    private readonly ChunkExchange _exchange;
    private readonly GroupMember _member;
    private readonly PollingThread _thread;

    /// <exception cref="ConnectorException">A property was refused.</exception>
    internal KafkaReader(ReaderOptions options, SourceContext context)
    {
        _options = options;
        _context = context;
        var closing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var splits = new AssignedSplits(options.Topic);

        // Closing revokes the partitions, which passes a chunk, possibly after the lane has ended: the lane is not woken then.
        _exchange = new(options.Chunks, options.ChunkCapacity, () =>
        {
            if (!closing.Task.IsCompleted)
            {
                context.Wake();
            }
        });
        _member = new(options, context, splits, _exchange, closing.Task);
        _thread = new(options, context, _exchange, splits, _member, closing);
        _thread.Start();
    }

    public long Lag => _thread.Lag;

    public SourceActivity Activity => _thread.Activity;

    /// <summary>Whether the lane is so slow that the partitions are paused.</summary>
    internal bool IsPaused => _thread.IsPaused;

    /// <summary>The client, for tests that move it to invalid positions.</summary>
    internal IConsumer<Ignore, Ignore> Consumer => _member.Consumer;

    /// <summary>Completes when the client is destroyed, for tests.</summary>
    internal Task Closed => _thread.Ended;

    public bool TryRead([NotNullWhen(true)] out MessageChunk? chunk)
    {
        if (_exchange.TryTake(out chunk))
        {
            return true;
        }

        // Messages that were read before the fault are processed first.
        return _thread.Fault is { } fault ? throw fault : false;
    }

    public async ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => await _thread.DrainAsync().WaitAsync(cancellationToken);

    public async ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) =>
        await _member.Committer.CommitAsync(checkpoint, positions, cancellationToken);

    /// <summary>
    /// Leaves the group, within a limit. Where the broker does not respond, the polling thread continues to close in the background: only that thread
    /// may destroy the client, because only there it is certain that no native call uses it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _thread.CloseAsync().WaitAsync(CloseLimit, _context.Time);
        }
        catch (TimeoutException)
        {
            _context.Logger.LogWarning(
                "{Topic}: Kafka at {Servers} did not respond within {Seconds} s while the reader left the group {Group}; the group detects it when the session ends",
                _options.Topic, _options.Connection.BootstrapServers, CloseLimit.TotalSeconds, _options.Group);
        }
    }
}
