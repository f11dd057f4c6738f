using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A lane's view of a <see cref="MemoryTopic"/>: chunks of random size, splits that come and go when a test says so.</summary>
internal sealed class MemoryReader : ISourceReader
{
    private readonly MemoryTopic topic;
    private readonly SimulatedProcess process;
    private readonly SourceContext context;
    private readonly Random random;
    private readonly int maxChunk;
    private readonly Lock gate = new();
    private readonly Queue<SourceChunk> changes = new();
    private readonly Dictionary<int, (SourceSplit Split, long Next)> assigned = [];
    private Dictionary<int, long>? ends;
    private bool hasEnded;

    public MemoryReader(MemoryTopic topic, SimulatedProcess process, SourceContext context, Random random, int maxChunk)
    {
        (this.topic, this.process, this.context, this.random, this.maxChunk) = (topic, process, context, random, maxChunk);
        List<SourceSplit> splits = [];
        for (var partition = context.Lane; partition < topic.Partitions; partition += context.Lanes)
        {
            var restored = context.Restored.Where(r => r.Partition == partition).ToArray();
            splits.Add(new SourceSplit(topic.Name, partition, partition / context.Lanes, restored.Length > 0 ? restored[0].Next : 0));
            assigned[partition] = (splits[^1], splits[^1].Start);
        }

        // In one chunk: a split that comes later would hold no watermark back before.
        changes.Enqueue(SplitChange.Add(splits));
        topic.Appended += context.Wake;
    }

    public long Lag
    {
        get
        {
            lock (gate)
            {
                return assigned.Values.Sum(a => topic.LengthOf(a.Split.Partition) - a.Next);
            }
        }
    }

    public SourceActivity Activity => new(assigned.Count > 0, TimeSpan.Zero);

    public bool IsDisposed { get; private set; }

    /// <summary>What the lane has told.</summary>
    public SourceContext Context => context;

    /// <summary>Begins to read a partition.</summary>
    public void Assign(int partition, long start, long latest = long.MinValue)
    {
        lock (gate)
        {
            var split = new SourceSplit(topic.Name, partition, partition / context.Lanes, start, latest);
            assigned[partition] = (split, start);
            changes.Enqueue(SplitChange.Add(split));
        }

        context.Wake();
    }

    /// <summary>Takes a partition away in an orderly way; <paramref name="settled"/> is called when a checkpoint covers it.</summary>
    public void Revoke(int partition, Action settled)
    {
        lock (gate)
        {
            changes.Enqueue(SplitChange.Revoke([assigned[partition].Split], settled));
            assigned.Remove(partition);
        }

        context.Wake();
    }

    /// <summary>The service has assigned no more partitions than those that the lane knows.</summary>
    public void AssignNoMore()
    {
        lock (gate)
        {
            changes.Enqueue(SplitChange.Add([]));
        }

        context.Wake();
    }

    /// <summary>A partition was taken away without warning.</summary>
    public void Lose(int partition)
    {
        lock (gate)
        {
            changes.Enqueue(SplitChange.Lose(assigned[partition].Split));
            assigned.Remove(partition);
        }

        context.Wake();
    }

    public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
    {
        lock (gate)
        {
            if (!changes.TryDequeue(out chunk))
            {
                chunk = hasEnded ? null : (SourceChunk?)NextMessages() ?? End();
            }
        }

        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ends = assigned.Keys.ToDictionary(static p => p, topic.LengthOf);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
    {
        await Task.Yield();
        process.Do($"offsets {string.Join(' ', positions.Select(static p => $"{p.Partition}@{p.Next}"))}", () =>
        {
            foreach (var position in positions)
            {
                topic.Commit(position.Partition, position.Next);
            }
        });
    }

    public ValueTask DisposeAsync()
    {
        topic.Appended -= context.Wake;
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    // A run of one partition, now and then followed by a run of another: as a broker answers.
    private MemoryChunk? NextMessages()
    {
        List<(int, long, byte[])> content = [];
        var partitions = assigned.Keys.Where(p => Until(p) > assigned[p].Next).Order().ToArray();
        random.Shuffle(partitions);
        foreach (var partition in partitions.Take(random.Next(1, 3)))
        {
            var (split, next) = assigned[partition];
            for (var left = Math.Min(random.Next(1, maxChunk + 1), Until(partition) - next); left > 0; left--, next++)
            {
                content.Add((split.Index, next, topic.Read(partition, next)));
            }

            assigned[partition] = (split, next);
        }

        return content.Count == 0 ? null : new MemoryChunk(content);
    }

    private long Until(int partition) => ends is not null && ends.TryGetValue(partition, out var end) ? end : topic.LengthOf(partition);

    private SplitChange? End()
    {
        if (ends is null)
        {
            return null;
        }

        hasEnded = true;
        return SplitChange.End;
    }
}
