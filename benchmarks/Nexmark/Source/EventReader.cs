using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;
using Nexmark.Events;

namespace Nexmark.Source;

/// <summary>Creates a chunk of events when the lane requests one.</summary>
internal sealed class EventReader<T>(EventStream<T> events, string name) : ISourceReader<RecordChunk<T>>
    where T : struct, IRecord<T>
{
    // The lane returns a chunk before it requests the next, so the arrays are reused.
    private readonly T[] _events = new T[RecordBatch.Capacity];
    private readonly long[] _positions = new long[RecordBatch.Capacity];
    private bool _isAssigned;
    private bool _hasEnded;

    public long Lag => -1;

    public bool TryRead([NotNullWhen(true)] out RecordChunk<T>? chunk)
    {
        chunk = null;
        if (!_isAssigned)
        {
            _isAssigned = true;
            chunk = new RecordChunk<T> { Added = [new SourceSplit(name, 0, 0, events.Place)] };
        }
        else if (!_hasEnded)
        {
            var count = Fill();
            _hasEnded = count == 0;
            chunk = new RecordChunk<T> { Records = _events.AsMemory(0, count), Positions = _positions.AsMemory(0, count), IsEnd = _hasEnded };
        }

        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The position of an event is its place among the events of all kinds: reading continues at the next one.
    private int Fill()
    {
        var count = 0;
        while (count < _events.Length && events.TryNext(out _events[count]))
        {
            _positions[count++] = events.Place - 1;
        }

        return count;
    }
}
