using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The splits of one source lane and how far each was read. Owned by the lane.</summary>
internal sealed class SourceSplits
{
    // Splits named in a message.
    private const int Named = 5;

    // Splits of the checkpoint that are assigned to no lane yet: they stay in every later checkpoint until they are assigned.
    private readonly Dictionary<(string Source, int Partition), SplitState> _waiting = [];
    private readonly List<Revocation> _revocations = [];

    // The runs of messages of one split in the current chunk, in order, each with the position after it.
    private readonly List<(int Split, long Next)> _runs = [];
    private Slot[] _slots = [];
    private long _added;

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

    /// <exception cref="ConnectorException">The reader has not added it, or it was removed.</exception>
    public SourceSplit this[int index] => (uint)index < (uint)_slots.Length && _slots[index].Split is { } split ? split : throw Unknown(index);

    /// <summary>A record's place, for display.</summary>
    public string PlaceOf(int split, long position) => SourcePosition.PlaceOf(this[split].Source, this[split].Partition, position);

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

        _slots[split.Index] = new Slot { Split = split, Number = ++_added, Next = split.Start, Settled = split.Start, Cursor = split.Cursor };
        return _waiting.Remove((split.Source, split.Partition), out var known) ? Math.Max(known.Latest, split.Latest) : split.Latest;
    }

    /// <summary>Stops reading a split.</summary>
    /// <returns>False where it was removed already.</returns>
    public bool TryRemove(SourceSplit split)
    {
        if ((uint)split.Index >= (uint)_slots.Length || !IsOf(_slots[split.Index], split))
        {
            return false;
        }

        _slots[split.Index] = default;
        return true;
    }

    /// <summary>Determines the splits of the messages of a chunk.</summary>
    /// <exception cref="ConnectorException">A split was not added, or a chunk with a cursor has messages of two.</exception>
    public void Begin(MessageChunk chunk)
    {
        _runs.Clear();
        var messages = chunk.Messages.Span;
        for (var i = 0; i < messages.Length;)
        {
            var split = messages[i].Split;
            while (++i < messages.Length && messages[i].Split == split)
            {
            }

            if (chunk.Cursor is not null && i < messages.Length)
            {
                throw new ConnectorException($"{this[split].Source}: a chunk with the cursor {chunk.Cursor} has messages of two splits; it must have messages of one.");
            }

            _ = this[split];
            _runs.Add((split, messages[i - 1].Offset + 1));
        }
    }

    /// <summary>Records that the messages of the chunk passed to <see cref="Begin"/> were processed.</summary>
    public void End(MessageChunk chunk)
    {
        foreach (var (split, next) in _runs)
        {
            Advance(split, next, chunk.Cursor);
        }
    }

    /// <summary>Records that a split was processed up to a position.</summary>
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

    /// <summary>The splits with records that were read and are in no durable checkpoint, each with the first and last position of these records.</summary>
    public IReadOnlyList<string> UnsettledOf(IReadOnlyList<SourceSplit> some) => [.. some
        .Where(split => NumberOf(split) != 0 && _slots[split.Index] is var slot && slot.Settled < slot.Next)
        .Select(split => string.Create(CultureInfo.InvariantCulture, $"{split.Source}[{split.Partition}] ({_slots[split.Index].Settled} to {_slots[split.Index].Next - 1})"))];

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

    /// <summary>Splits are about to be revoked: they are settled when a checkpoint that covers all records before this chunk is durable.</summary>
    public void Revoke(SourceChunk chunk) => _revocations.Add(new Revocation(chunk, [.. chunk.Revoked.Select(NumberOf)]));

    /// <summary>The snapshot being taken covers all records read before the revocations.</summary>
    public void Cover() => _revocations.ForEach(static r => r.IsCovered = true);

    /// <summary>The revocations that the checkpoint just committed covers, each with its splits that were not removed in the meantime; each is returned once.</summary>
    public List<(SourceChunk Chunk, List<SourceSplit> Going)> TakeCovered()
    {
        // An index is reused after its split was lost: the number identifies the assignment.
        List<(SourceChunk, List<SourceSplit>)> covered =
        [
            .. _revocations.Where(static r => r.IsCovered).Select(r => (r.Chunk, r.Chunk.Revoked.Where((split, i) => r.Numbers[i] == NumberOf(split)).ToList())),
        ];
        _revocations.RemoveAll(static r => r.IsCovered);
        return covered;
    }

    private static bool IsOf(in Slot slot, SourceSplit split) =>
        slot.Split is { } held && held.Source == split.Source && held.Partition == split.Partition;

    private ConnectorException Unknown(int index)
    {
        string[] known = [.. _slots.Where(static s => s.Split is not null).Take(Named).Select(static s => $"{s.Split!.Source}[{s.Split.Partition}] at {s.Split.Index}")];
        return new ConnectorException(
            $"the source reads a split with index {index} that it has not added, or that was removed; its splits are {(known.Length == 0 ? "none" : string.Join(", ", known))}. A chunk with {nameof(SourceChunk.Added)} must precede the first record of a split.");
    }

    // The number of its assignment; 0 where the split is not read.
    private long NumberOf(SourceSplit split) =>
        (uint)split.Index < (uint)_slots.Length && IsOf(_slots[split.Index], split) ? _slots[split.Index].Number : 0;

    private struct Slot
    {
        public SourceSplit? Split;
        public long Number;
        public long Next;
        public long Settled;
        public string? Cursor;
    }

    private sealed class Revocation(SourceChunk chunk, long[] numbers)
    {
        public SourceChunk Chunk => chunk;

        public long[] Numbers => numbers;

        public bool IsCovered { get; set; }
    }
}
