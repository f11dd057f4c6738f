using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Dataflow.Pipelines.Connectors;

/// <summary>The state that the feeds of a lane share: the bounded queue to the lane, and the tokens for draining and closing.</summary>
internal sealed class FeedLane<TChunk>(SourceContext context) : IFeedLane, IDisposable
    where TChunk : SourceChunk
{
    // Enough that one is ready while the next is built; chunks that are read ahead are read again after a failure.
    private const int Chunks = 4;

    private readonly Channel<TChunk> _ready = Channel.CreateBounded<TChunk>(new BoundedChannelOptions(Chunks) { SingleReader = true });
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _closing = new();

    public SourceContext Context => context;

    public CancellationToken Draining => _draining.Token;

    public CancellationToken Closing => _closing.Token;

    /// <summary>Sends a chunk to the lane; waits while the queue is full.</summary>
    public async ValueTask SendAsync(TChunk chunk)
    {
        await _ready.Writer.WriteAsync(chunk, Closing);
        context.Wake();
    }

    public bool TryTake([NotNullWhen(true)] out TChunk? chunk) => _ready.Reader.TryRead(out chunk);

    public void Drain() => _draining.Cancel();

    public void Close() => _closing.Cancel();

    public void Dispose()
    {
        _draining.Dispose();
        _closing.Dispose();
    }
}
