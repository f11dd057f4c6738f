using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>Uses a reader as a source lane of the engine does, and checks that the reader does not violate its contract.</summary>
internal sealed class SourceLane<TChunk>(SourceContract<TChunk> contract, ISourceReader<TChunk> reader, int lane)
    where TChunk : SourceChunk
{
    private readonly Dictionary<int, LaneSplit> _splits = [];
    private readonly List<(TChunk Chunk, List<LaneSplit> Going)> _revoked = [];

    public ISourceReader<TChunk> Reader => reader;

    public bool HasEnded { get; private set; }

    /// <summary>Whether the reader has reported its splits, possibly none.</summary>
    public bool IsAssigned { get; private set; }

    public int SplitCount => _splits.Count;

    public IEnumerable<SplitPosition> Positions => _splits.Values.Select(static s => new SplitPosition(s.Split.Source, s.Split.Partition, s.Next, Cursor: s.Cursor));

    /// <summary>Number of revocations that wait for a checkpoint; a checkpoint that starts now covers them.</summary>
    public int Revocations => _revoked.Count;

    /// <summary>Whether splits were lost with entries that no checkpoint covers: the job restarts from its last checkpoint.</summary>
    public bool HasLost { get; private set; }

    private string Name => $"lane {lane}";

    /// <summary>Takes a chunk, without waiting.</summary>
    public bool TryTake([NotNullWhen(true)] out TChunk? chunk, out IReadOnlyList<string> texts)
    {
        texts = [];
        if (HasEnded || !reader.TryRead(out chunk))
        {
            chunk = null;
            return false;
        }

        foreach (var split in chunk.Added)
        {
            Add(split);
        }

        IsAssigned |= chunk.Revoked.Count == 0 && chunk.Lost.Count == 0;
        texts = Take(chunk);
        foreach (var split in chunk.Lost)
        {
            // A split that was settled meanwhile is already removed.
            if (Known(split) is { } lost)
            {
                HasLost |= lost.Settled < lost.Next;
                _splits.Remove(split.Index);
            }
        }

        if (chunk.Revoked.Count > 0)
        {
            List<LaneSplit> going = [.. chunk.Revoked.Select(split => Known(split) ?? throw new ContractException($"{Name} revokes {Of(split)}, which it does not read."))];
            going.ForEach(static s => s.IsGoing = true);
            _revoked.Add((chunk, going));
        }

        foreach (var split in chunk.Ended)
        {
            (Known(split) ?? throw new ContractException($"{Name} reports the end of {Of(split)}, which it does not read.")).HasEnded = true;
        }

        HasEnded = chunk.IsEnd;
        return true;
    }

    /// <summary>Called when a checkpoint with these positions is durable and committed to the service.</summary>
    public void Settle(IReadOnlyList<SplitPosition> positions, int revocations)
    {
        foreach (var split in _splits.Values)
        {
            split.Settled = Math.Max(split.Settled, positions.Where(p => p.Source == split.Split.Source && p.Partition == split.Split.Partition).Select(static p => p.Next).DefaultIfEmpty().Max());
        }

        foreach (var (chunk, going) in _revoked.Take(revocations))
        {
            chunk.Settled();
            foreach (var split in going.Where(s => _splits.GetValueOrDefault(s.Split.Index) == s))
            {
                _splits.Remove(split.Split.Index);
            }
        }

        _revoked.RemoveRange(0, revocations);
    }

    public override string ToString() =>
        $"{Name}{(HasEnded ? ", ended" : "")}: {(_splits.Count == 0 ? "no splits" : string.Join(", ", _splits.Values.Select(static s => $"{Of(s.Split)} to {s.Next}")))}";

    private static string Of(SourceSplit split) => $"{split.Source}[{split.Partition}]";

    private static bool IsSame(SourceSplit left, SourceSplit right) => left.Source == right.Source && left.Partition == right.Partition;

    private LaneSplit? Known(SourceSplit split) => _splits.TryGetValue(split.Index, out var known) && IsSame(known.Split, split) ? known : null;

    private List<string> Take(TChunk chunk)
    {
        List<string> texts = [];
        LaneSplit? first = null;
        foreach (var entry in contract.Read(chunk))
        {
            if (!_splits.TryGetValue(entry.Split, out var split))
            {
                throw new ContractException($"{Name} reads a split with index {entry.Split} that it has not added, or that was removed. {this}.");
            }

            if (split.IsGoing || split.HasEnded)
            {
                throw new ContractException($"{Name} reads {Of(split.Split)} after it has reported that it {(split.IsGoing ? "is revoked" : "has ended")}.");
            }

            if (entry.Position < split.Next)
            {
                throw new ContractException($"{Name} reads position {entry.Position} of {Of(split.Split)} where {split.Next} or a later one is next.");
            }

            if (chunk.Cursor is not null && (first ??= split) != split)
            {
                throw new ContractException($"A chunk with the cursor {chunk.Cursor} has entries of {Of(first.Split)} and of {Of(split.Split)}; a cursor belongs to one split.");
            }

            split.Next = entry.Position + 1;
            split.Cursor = chunk.Cursor ?? split.Cursor;
            texts.Add(entry.Text);
        }

        return texts;
    }

    private void Add(SourceSplit split)
    {
        if (split.Index < 0 || _splits.ContainsKey(split.Index))
        {
            throw new ContractException($"{Name} adds {Of(split)} with index {split.Index}, which {(split.Index < 0 ? "is negative" : $"{Of(_splits[split.Index].Split)} has")}.");
        }

        if (_splits.Values.Any(s => IsSame(s.Split, split)))
        {
            throw new ContractException($"{Name} adds {Of(split)} twice.");
        }

        _splits[split.Index] = new LaneSplit(split);
    }

    private sealed class LaneSplit(SourceSplit split)
    {
        public SourceSplit Split => split;

        public long Next { get; set; } = split.Start;

        public long Settled { get; set; } = split.Start;

        public string? Cursor { get; set; } = split.Cursor;

        public bool IsGoing { get; set; }

        public bool HasEnded { get; set; }
    }
}
