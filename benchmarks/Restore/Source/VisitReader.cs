using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Restore.Source;

/// <summary>Creates a chunk of visits when the lane requests one.</summary>
internal sealed class VisitReader(SourceSplit split, long next, long keys, TaskCompletionSource read) : ISourceReader<RecordChunk<Visit>>
{
    private const int PerMillisecond = 100;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The lane returns a chunk before it requests the next, so one array is reused.
    private readonly Visit[] _visits = new Visit[1024];
    private long _next = next;
    private bool _isAssigned;

    public long Lag => keys - _next;

    public bool TryRead([NotNullWhen(true)] out RecordChunk<Visit>? chunk)
    {
        chunk = null;
        if (!_isAssigned)
        {
            _isAssigned = true;
            chunk = new RecordChunk<Visit> { Added = [split] };
        }
        else if (_next < keys)
        {
            chunk = Make();
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

    private RecordChunk<Visit> Make()
    {
        var (first, count) = (_next, (int)Math.Min(_visits.Length, keys - _next));
        for (var i = 0; i < count; i++, _next++)
        {
            _visits[i] = new Visit(_next + 1, Begin.AddMilliseconds(_next / PerMillisecond));
        }

        return new RecordChunk<Visit> { Records = _visits.AsMemory(0, count), Position = first };
    }
}
