using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The partitions that this member reads, by number, with their read positions. Owned by the polling thread, except <see cref="Owns"/>.</summary>
internal sealed class AssignedSplits(string topic)
{
    private PartitionSlot[] _slots = [];

    internal int Count { get; private set; }

    /// <summary>The slots by partition; those that are not assigned are empty.</summary>
    internal Span<PartitionSlot> Slots => _slots;

    internal IEnumerable<int> Partitions => Enumerable.Range(0, _slots.Length).Where(partition => _slots[partition].IsAssigned);

    /// <summary>Whether every assigned partition was read to its limit.</summary>
    internal bool AllAtLimit
    {
        get
        {
            foreach (ref var slot in _slots.AsSpan())
            {
                if (slot.IsAssigned && !slot.IsAtLimit)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether a partition is read here; callable on any thread, and true until the partition is released.</summary>
    internal bool Owns(int partition)
    {
        var slots = Volatile.Read(ref _slots);
        return (uint)partition < (uint)slots.Length && slots[partition].IsAssigned;
    }

    internal SourceSplit Add(int partition, long start, long limit, long latest = long.MinValue)
    {
        if (partition >= _slots.Length)
        {
            var grown = new PartitionSlot[Math.Max(partition + 1, 2 * _slots.Length)];
            _slots.CopyTo(grown, 0);
            Volatile.Write(ref _slots, grown);
        }

        ref var slot = ref _slots[partition];
        Count += slot.IsAssigned ? 0 : 1;

        // The number of a partition is its index: a partition that is assigned again gets the same slot.
        var split = new SourceSplit(topic, partition, partition, start, latest);
        slot = new() { IsAssigned = true, Split = split, Next = start, Limit = limit };
        return split;
    }

    /// <summary>The splits of the given partitions that are assigned.</summary>
    internal List<SourceSplit> Find(IEnumerable<int> partitions) => [.. partitions.Where(Owns).Select(partition => _slots[partition].Split!)];

    internal void Remove(SourceSplit split)
    {
        _slots[split.Partition] = default;
        Count--;
    }
}
