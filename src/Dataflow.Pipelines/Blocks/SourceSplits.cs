using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The splits of one source lane and how far each was read. Owned by the lane.</summary>
internal sealed class SourceSplits
{
    // What the checkpoint holds and nobody was assigned yet: it stays in every later checkpoint until somebody is.
    private readonly Dictionary<(string Source, int Partition), SplitState> _waiting = [];
    private readonly HashSet<SourceChunk> _covered = [];
    private Slot[] _slots = [];

    public SourceSplits(IReadOnlyList<SourceState> states)
    {
        RestoredWatermark = SourceState.RestoredWatermark(states);
        foreach (var split in states.SelectMany(static s => s.Splits))
        {
            var key = (split.Source, split.Partition);
            if (!_waiting.TryGetValue(key, out var known) || known.Next < split.Next)
            {
                _waiting[key] = split;
            }
        }

        Restored = [.. _waiting.Values.Select(static s => new SplitPosition(s.Source, s.Partition, s.Next, s.Latest, s.Cursor))];
    }

    public IReadOnlyList<SplitPosition> Restored { get; }

    public long RestoredWatermark { get; }

    public SourceSplit this[int index] => _slots[index].Split!;

    /// <summary>A record's place, for people.</summary>
    public string PlaceOf(int split, long position) => $"{this[split].Source}[{this[split].Partition}]@{position}";

    /// <summary>The positions in a snapshot.</summary>
    public static IReadOnlyList<SplitPosition> PositionsOf(SourceState state) =>
        [.. state.Splits.Select(static s => new SplitPosition(s.Source, s.Partition, s.Next, s.Latest, s.Cursor))];

    /// <summary>Begins to read a split.</summary>
    /// <returns>The latest event time that was seen in it before.</returns>
    public long Add(SourceSplit split)
    {
        if (split.Index >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(split.Index + 1, _slots.Length * 2));
        }

        _slots[split.Index] = new Slot { Split = split, Next = split.Start, Settled = split.Start, Cursor = split.Cursor };
        return _waiting.Remove((split.Source, split.Partition), out var known) ? Math.Max(known.Latest, split.Latest) : split.Latest;
    }

    public void Remove(SourceSplit split) => _slots[split.Index] = default;

    /// <summary>Notes that the messages of a chunk were worked off.</summary>
    public void Advance(MessageChunk chunk)
    {
        // Messages come in runs of one split.
        var messages = chunk.Messages.Span;
        for (var i = 0; i < messages.Length;)
        {
            var split = messages[i].Split;
            while (++i < messages.Length && messages[i].Split == split)
            {
            }

            if (chunk.Cursor is not null && i < messages.Length)
            {
                throw new ConnectorException($"{this[split].Source}: a chunk with the cursor {chunk.Cursor} has messages of two splits; which of them is it of?");
            }

            Advance(split, messages[i - 1].Offset + 1, chunk.Cursor);
        }
    }

    /// <summary>Notes that all of a split before a position was worked off.</summary>
    public void Advance(int split, long next, string? cursor)
    {
        ref var slot = ref _slots[split];
        slot.Next = next;
        slot.Cursor = cursor ?? slot.Cursor;
    }

    /// <summary>A checkpoint with these positions is durable.</summary>
    public void Settle(IReadOnlyList<SplitPosition> positions)
    {
        var settled = positions.ToDictionary(static p => (p.Source, p.Partition), static p => p.Next);
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Split is { } split && settled.TryGetValue((split.Source, split.Partition), out var next))
            {
                slot.Settled = Math.Max(slot.Settled, next);
            }
        }
    }

    /// <summary>Those of which something was read that is in no durable checkpoint, with where that begins and ends.</summary>
    public IReadOnlyList<(SourceSplit Split, long Settled, long Next)> UnsettledOf(IReadOnlyList<SourceSplit> some) => [.. some
        .Where(split => split.Index < _slots.Length && _slots[split.Index] is var slot && slot.Split == split && slot.Settled < slot.Next)
        .Select(split => (split, _slots[split.Index].Settled, _slots[split.Index].Next))];

    public SourceState Snapshot(SplitClock clock)
    {
        var states = new List<SplitState>(_waiting.Values);
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Split is { } split)
            {
                states.Add(new SplitState(split.Source, split.Partition, slot.Next, clock.Latest(split.Index), slot.Cursor));
            }
        }

        return new SourceState(clock.Watermark, states, clock.IsVacant);
    }

    /// <summary>The snapshot being taken holds all that was read before the revocation.</summary>
    public void Covered(SourceChunk revocation) => _covered.Add(revocation);

    /// <summary>The revocations that the checkpoint just committed covers; they leave the list.</summary>
    public List<SourceChunk> TakeCovered(List<SourceChunk> revoking)
    {
        var settled = revoking.FindAll(_covered.Contains);
        revoking.RemoveAll(_covered.Contains);
        _covered.Clear();
        return settled;
    }

    private struct Slot
    {
        public SourceSplit? Split;
        public long Next;
        public long Settled;
        public string? Cursor;
    }
}
