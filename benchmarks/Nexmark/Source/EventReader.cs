using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;
using Nexmark.Events;

namespace Nexmark.Source;

/// <summary>Makes a chunk of events when the lane asks for one.</summary>
internal sealed class EventReader<T>(EventStream<T> events, string name) : ISourceReader
    where T : struct, IRecord<T>
{
    private readonly EventChunk<T> _chunk = new();
    private bool _isAssigned;
    private bool _hasEnded;

    public long Lag => -1;

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        chunk = null;
        if (!_isAssigned)
        {
            _isAssigned = true;
            chunk = new EventStart(new SourceSplit(name, 0, 0, events.Place));
        }
        else if (!_hasEnded)
        {
            _hasEnded = !_chunk.Fill(events);
            chunk = _hasEnded ? EventEnd.Instance : _chunk;
        }

        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _chunk.Dispose();
        return ValueTask.CompletedTask;
    }
}
