using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A lane's view of a <see cref="MemoryTopic"/>: chunks of random size, splits that a test assigns and revokes.</summary>
internal sealed class MemoryReader : ISourceReader<MessageChunk>
{
    private readonly MemoryTopic _topic;
    private readonly SimulatedProcess _process;
    private readonly SourceContext _context;
    private readonly Random _random;
    private readonly int _maxChunk;
    private readonly Lock _gate = new();
    private readonly Queue<MessageChunk> _changes = new();
    private readonly Dictionary<int, (SourceSplit Split, long Next)> _assigned = [];
    private Dictionary<int, long>? _ends;
    private bool _hasEnded;

    public MemoryReader(MemoryTopic topic, SimulatedProcess process, SourceContext context, Random random, int maxChunk)
    {
        (_topic, _process, _context, _random, _maxChunk) = (topic, process, context, random, maxChunk);
        List<SourceSplit> splits = [];
        for (var partition = context.Lane; partition < topic.Partitions; partition += context.Lanes)
        {
            var restored = context.Restored.Where(r => r.Partition == partition).ToArray();
            splits.Add(new SourceSplit(topic.Name, partition, partition / context.Lanes, restored.Length > 0 ? restored[0].Next : 0));
            _assigned[partition] = (splits[^1], splits[^1].Start);
        }

        // In one chunk: a split that is added later would not hold the watermark back before.
        _changes.Enqueue(SplitChange.Add(splits));
        topic.Appended += context.Wake;
    }

    public long Lag
    {
        get
        {
            lock (_gate)
            {
                return _assigned.Values.Sum(a => _topic.LengthOf(a.Split.Partition) - a.Next);
            }
        }
    }

    public SourceActivity Activity => new(_assigned.Count > 0, TimeSpan.Zero);

    public bool IsDisposed { get; private set; }

    /// <summary>The context that the lane has passed.</summary>
    public SourceContext Context => _context;

    /// <summary>Assigns a partition to the lane.</summary>
    public void Assign(int partition, long start, long latest = long.MinValue)
    {
        lock (_gate)
        {
            var split = new SourceSplit(_topic.Name, partition, partition / _context.Lanes, start, latest);
            _assigned[partition] = (split, start);
            _changes.Enqueue(SplitChange.Add(split));
        }

        _context.Wake();
    }

    /// <summary>Revokes a partition in an orderly way; <paramref name="settled"/> is called when a checkpoint covers it.</summary>
    public void Revoke(int partition, Action settled)
    {
        lock (_gate)
        {
            _changes.Enqueue(SplitChange.Revoke([_assigned[partition].Split], settled));
            _assigned.Remove(partition);
        }

        _context.Wake();
    }

    /// <summary>The service has assigned no more partitions than those that the lane has received.</summary>
    public void AssignNoMore()
    {
        lock (_gate)
        {
            _changes.Enqueue(SplitChange.Add([]));
        }

        _context.Wake();
    }

    /// <summary>Revokes a partition without warning.</summary>
    public void Lose(int partition)
    {
        lock (_gate)
        {
            _changes.Enqueue(SplitChange.Lose(_assigned[partition].Split));
            _assigned.Remove(partition);
        }

        _context.Wake();
    }

    public bool TryRead([NotNullWhen(true)] out MessageChunk? chunk)
    {
        lock (_gate)
        {
            if (!_changes.TryDequeue(out chunk))
            {
                chunk = _hasEnded ? null : (MessageChunk?)NextMessages() ?? End();
            }
        }

        return chunk is not null;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ends = _assigned.Keys.ToDictionary(static p => p, _topic.LengthOf);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _process.Do($"offsets {string.Join(' ', positions.Select(static p => $"{p.Partition}@{p.Next}"))}", () =>
        {
            foreach (var position in positions)
            {
                _topic.Commit(position.Partition, position.Next);
            }
        });
    }

    public ValueTask DisposeAsync()
    {
        _topic.Appended -= _context.Wake;
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    // A run of one partition, sometimes followed by a run of another, as in a response of a broker.
    private MemoryChunk? NextMessages()
    {
        List<(int, long, byte[])> content = [];
        var partitions = _assigned.Keys.Where(p => Until(p) > _assigned[p].Next).Order().ToArray();
        _random.Shuffle(partitions);
        foreach (var partition in partitions.Take(_random.Next(1, 3)))
        {
            var (split, next) = _assigned[partition];
            for (var left = Math.Min(_random.Next(1, _maxChunk + 1), Until(partition) - next); left > 0; left--, next++)
            {
                content.Add((split.Index, next, _topic.Read(partition, next)));
            }

            _assigned[partition] = (split, next);
        }

        return content.Count == 0 ? null : new MemoryChunk(content);
    }

    private long Until(int partition) => _ends is not null && _ends.TryGetValue(partition, out var end) ? end : _topic.LengthOf(partition);

    private SplitChange? End()
    {
        if (_ends is null)
        {
            return null;
        }

        _hasEnded = true;
        return SplitChange.End;
    }
}
