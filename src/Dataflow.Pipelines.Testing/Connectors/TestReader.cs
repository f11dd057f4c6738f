using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A lane's view of a <see cref="TestTopic"/>: its partitions in turn, a run of each at a time.</summary>
internal sealed class TestReader : ISourceReader
{
    private const int MaxMessages = 500;

    private readonly TestTopic _topic;
    private readonly Action _wake;
    private readonly List<SourceSplit> _splits = [];
    private readonly List<long> _next = [];
    private long[]? _ends;
    private bool _isAssigned;
    private bool _hasEnded;
    private int _turn;

    public TestReader(TestTopic topic, SourceContext context)
    {
        _topic = topic;
        _wake = context.Wake;
        for (var partition = context.Lane; partition < topic.Partitions; partition += context.Lanes)
        {
            var start = context.Restored.Where(r => r.Partition == partition).Select(static r => r.Next).FirstOrDefault();
            _splits.Add(new SourceSplit(topic.Name, partition, _splits.Count, start));
            _next.Add(start);
        }

        topic.Appended += _wake;
    }

    public long Lag => _splits.Sum(s => _topic.Messages(s.Partition).Count - _next[s.Index]);

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        chunk = !_isAssigned ? new TestChange { Splits = _splits } : _hasEnded ? null : (SourceChunk?)NextMessages() ?? End();
        _isAssigned = true;
        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
    {
        _ends = [.. _splits.Select(s => (long)_topic.Messages(s.Partition).Count)];
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

    private TestChunk? NextMessages()
    {
        for (var i = 0; i < _splits.Count; i++)
        {
            var split = _splits[_turn++ % _splits.Count];
            var from = _next[split.Index];
            var to = Math.Min(from + MaxMessages, _ends?[split.Index] ?? _topic.Messages(split.Partition).Count);
            if (to > from)
            {
                _next[split.Index] = to;
                return new TestChunk(split.Index, from, [.. Enumerable.Range((int)from, (int)(to - from)).Select(_topic.Messages(split.Partition).ElementAt)]);
            }
        }

        return null;
    }

    private TestChange? End()
    {
        if (_ends is null)
        {
            return null;
        }

        _hasEnded = true;
        return new TestChange { HasEnded = true };
    }
}
