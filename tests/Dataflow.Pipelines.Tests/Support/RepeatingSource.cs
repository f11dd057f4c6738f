using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Returns the same chunk repeatedly without allocations: all allocations of a run are those of the engine.</summary>
internal sealed class RepeatingSource(IReadOnlyList<byte[]> messages, int times) : IMessageSource<Click, JsonFormat<Click>>, ISourceReader<MessageChunk>
{
    private readonly MemoryChunk _content = new([.. messages.Select(static (m, i) => (0, (long)i, m))]);
    private MessageChunk? _chunk;
    private int _given;
    private bool _isAssigned;

    public long Lag => times - _given;

    public JsonFormat<Click> Format => default;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        _chunk = new MessageChunk { Messages = _content.Messages };
        return ValueTask.FromResult<ISourceReader<MessageChunk>>(this);
    }

    public bool TryRead([NotNullWhen(true)] out MessageChunk? chunk)
    {
        chunk = !_isAssigned ? SplitChange.Add(new SourceSplit("clicks", 0, 0, 0))
            : _given < times ? _chunk
            : _given == times ? SplitChange.End
            : null;
        _given += _isAssigned ? 1 : 0;
        _isAssigned = true;
        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _content.Release();
        return ValueTask.CompletedTask;
    }
}
