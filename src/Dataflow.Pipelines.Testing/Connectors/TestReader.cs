using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A lane's reader of a <see cref="TestTopic{TEntry}"/>: reads its partitions in turn, a run of entries at a time.</summary>
internal sealed class TestReader<TEntry, TChunk> : ISourceReader<TChunk>
    where TChunk : SourceChunk, new()
{
    private const int MaxEntries = 500;

    private readonly TestTopic<TEntry> _topic;
    private readonly Func<int, long, TEntry[], TChunk> _chunkOf;
    private readonly Action _wake;
    private readonly List<SourceSplit> _splits = [];
    private readonly List<long> _next = [];
    private long[]? _ends;
    private bool _isAssigned;
    private bool _hasEnded;
    private int _turn;

    /// <param name="topic">The topic.</param>
    /// <param name="context">The lane.</param>
    /// <param name="chunkOf">Creates a chunk from entries of a split, starting at a position.</param>
    public TestReader(TestTopic<TEntry> topic, SourceContext context, Func<int, long, TEntry[], TChunk> chunkOf)
    {
        _topic = topic;
        _chunkOf = chunkOf;
        _wake = context.Wake;
        for (var partition = context.Lane; partition < topic.Partitions; partition += context.Lanes)
        {
            var start = context.Restored.Where(r => r.Partition == partition).Select(static r => r.Next).FirstOrDefault();
            _splits.Add(new SourceSplit(topic.Name, partition, _splits.Count, start));
            _next.Add(start);
        }

        topic.Appended += _wake;
    }

    public long Lag => _splits.Sum(s => _topic.Entries(s.Partition).Count - _next[s.Index]);

    public bool TryRead([NotNullWhen(true)] out TChunk? chunk)
    {
        chunk = !_isAssigned ? new TChunk { Added = _splits } : _hasEnded ? null : NextEntries() ?? End();
        _isAssigned = true;
        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
    {
        _ends = [.. _splits.Select(s => (long)_topic.Entries(s.Partition).Count)];
        _wake();
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
    {
        foreach (var position in positions)
        {
            _topic.Committed[position.Partition] = position.Next;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _topic.Appended -= _wake;
        return ValueTask.CompletedTask;
    }

    private TChunk? NextEntries()
    {
        for (var i = 0; i < _splits.Count; i++)
        {
            var split = _splits[_turn++ % _splits.Count];
            var from = _next[split.Index];
            var to = Math.Min(from + MaxEntries, _ends?[split.Index] ?? _topic.Entries(split.Partition).Count);
            if (to > from)
            {
                _next[split.Index] = to;
                return _chunkOf(split.Index, from, CollectionsMarshal.AsSpan(_topic.Entries(split.Partition))[(int)from..(int)to].ToArray());
            }
        }

        return null;
    }

    private TChunk? End()
    {
        if (_ends is null)
        {
            return null;
        }

        _hasEnded = true;
        return new TChunk { IsEnd = true };
    }
}
