using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Gives the same chunk again and again and allocates nothing for it: what a run allocates then is the engine's.</summary>
internal sealed class RepeatingSource(IReadOnlyList<byte[]> messages, int times) : ISource<Click>, ISourceReader
{
    private readonly MemoryChunk content = new([.. messages.Select(static (m, i) => (0, (long)i, m))]);
    private Chunk? chunk;
    private int given;
    private bool isAssigned;

    public long Lag => times - given;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISourceReader> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        chunk = new Chunk(content);
        return ValueTask.FromResult<ISourceReader>(this);
    }

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        chunk = !isAssigned ? SplitChange.Add(new SourceSplit("clicks", 0, 0, 0))
            : given < times ? this.chunk
            : given == times ? SplitChange.End
            : null;
        given += isAssigned ? 1 : 0;
        isAssigned = true;
        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        content.Release();
        return ValueTask.CompletedTask;
    }

    private sealed class Chunk(MemoryChunk content) : SourceChunk
    {
        public override ReadOnlySpan<SourceMessage> Messages => content.Messages;

        public override void Release()
        {
        }
    }
}
