using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A lane's view of a <see cref="TestTopic"/>: its partitions in turn, a run of each at a time.</summary>
internal sealed class TestReader : ISourceReader
{
    private const int MaxMessages = 500;

    private readonly TestTopic topic;
    private readonly Action wake;
    private readonly List<SourceSplit> splits = [];
    private readonly List<long> next = [];
    private long[]? ends;
    private bool isAssigned;
    private bool hasEnded;
    private int turn;

    public TestReader(TestTopic topic, SourceContext context)
    {
        this.topic = topic;
        wake = context.Wake;
        for (var partition = context.Lane; partition < topic.Partitions; partition += context.Lanes)
        {
            var start = context.Restored.Where(r => r.Partition == partition).Select(static r => r.Next).FirstOrDefault();
            splits.Add(new SourceSplit(topic.Name, partition, splits.Count, start));
            next.Add(start);
        }

        topic.Appended += wake;
    }

    public long Lag => splits.Sum(s => topic.Messages(s.Partition).Count - next[s.Index]);

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        chunk = !isAssigned ? new TestChange { Splits = splits } : hasEnded ? null : (SourceChunk?)NextMessages() ?? End();
        isAssigned = true;
        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
    {
        ends = [.. splits.Select(s => (long)topic.Messages(s.Partition).Count)];
        wake();
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
    {
        foreach (var position in positions)
        {
            topic.Committed[position.Partition] = position.Next;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        topic.Appended -= wake;
        return ValueTask.CompletedTask;
    }

    private TestChunk? NextMessages()
    {
        for (var i = 0; i < splits.Count; i++)
        {
            var split = splits[turn++ % splits.Count];
            var from = next[split.Index];
            var to = Math.Min(from + MaxMessages, ends?[split.Index] ?? topic.Messages(split.Partition).Count);
            if (to > from)
            {
                next[split.Index] = to;
                return new TestChunk(split.Index, from, [.. Enumerable.Range((int)from, (int)(to - from)).Select(topic.Messages(split.Partition).ElementAt)]);
            }
        }

        return null;
    }

    private TestChange? End()
    {
        if (ends is null)
        {
            return null;
        }

        hasEnded = true;
        return new TestChange { HasEnded = true };
    }
}
