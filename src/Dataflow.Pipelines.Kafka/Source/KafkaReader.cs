using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The lane's end of a source: takes what the polling thread has made ready.</summary>
internal sealed class KafkaReader : ISourceReader
{
    private readonly ChunkExchange _exchange;
    private readonly GroupMember _member;
    private readonly PollingThread _thread;

    /// <exception cref="ConnectorException">A property was refused.</exception>
    internal KafkaReader(ReaderOptions options, SourceContext context)
    {
        var closing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var splits = new AssignedSplits(options.Topic);
        _exchange = new(options.Chunks, options.ChunkCapacity, context.Wake);
        _member = new(options, context, splits, _exchange, closing.Task);
        _thread = new(options, context, _exchange, splits, _member, closing);
        _thread.Start();
    }

    public long Lag => _thread.Lag;

    /// <summary>Whether the lane is so slow that the partitions are paused.</summary>
    internal bool IsPaused => _thread.IsPaused;

    /// <summary>The client, for tests that move it where it should not be.</summary>
    internal IConsumer<Ignore, Ignore> Consumer => _member.Consumer;

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        if (_exchange.TryTake(out chunk))
        {
            return true;
        }

        // What was read before the fault is worked off first.
        return _thread.Fault is { } fault ? throw fault : false;
    }

    public async ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => await _thread.DrainAsync().WaitAsync(cancellationToken);

    public async ValueTask CommitAsync(IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) =>
        await _member.Committer.CommitAsync(positions, cancellationToken);

    public async ValueTask DisposeAsync() => await _thread.CloseAsync();
}
