using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Restore.Source;

/// <summary>Makes a chunk of visits when the lane asks for one.</summary>
internal sealed class VisitReader(SourceSplit split, long next, long keys, TaskCompletionSource read) : ISourceReader
{
    private readonly VisitChunk _chunk = new();
    private long _next = next;
    private bool _isAssigned;

    public long Lag => keys - _next;

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        chunk = null;
        if (!_isAssigned)
        {
            _isAssigned = true;
            chunk = new SplitChunk(split);
        }
        else if (_next < keys)
        {
            _next = _chunk.Fill(_next, keys);
            chunk = _chunk;
        }
        else
        {
            read.TrySetResult();
        }

        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class SplitChunk(SourceSplit split) : SourceChunk
    {
        public override ReadOnlySpan<SourceMessage> Messages => [];

        public override IReadOnlyList<SourceSplit> Added => [split];

        public override void Release()
        {
        }
    }
}
