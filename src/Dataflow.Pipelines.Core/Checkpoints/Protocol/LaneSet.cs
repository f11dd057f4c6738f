using System.Numerics;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>A set of lanes by their index in the job; an immutable value, equal to another with the same lanes.</summary>
internal readonly struct LaneSet : IEquatable<LaneSet>
{
    private const int BitsPerWord = 64;
    private readonly ulong[]? _words;

    private LaneSet(ulong[] words) => _words = words;

    public int Count => Words.Sum(BitOperations.PopCount);

    private ReadOnlySpan<ulong> Span => _words;

    private ulong[] Words => _words ?? [];

    public bool Contains(int lane) => lane / BitsPerWord < Words.Length && (Words[lane / BitsPerWord] & Bit(lane)) != 0;

    public LaneSet With(int lane)
    {
        var words = new ulong[Math.Max(Words.Length, (lane / BitsPerWord) + 1)];
        Span.CopyTo(words);
        words[lane / BitsPerWord] |= Bit(lane);
        return new(words);
    }

    // Words are only ever added with a bit in the last: sets with the same lanes have equally many words.
    public bool Equals(LaneSet other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is LaneSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in Span)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var set = this;
        return $"{{{string.Join(",", Enumerable.Range(0, Words.Length * BitsPerWord).Where(set.Contains))}}}";
    }

    private static ulong Bit(int lane) => 1UL << (lane % BitsPerWord);
}
