using System.Numerics;

namespace Dataflow.Pipelines.State;

/// <summary>
/// One of a power of two of equal parts of the key space, in the order of an operator's tables. Operators that process all keys of a window
/// do so range by range, so that their memory use does not grow with the number of keys.
/// </summary>
public readonly struct KeyRange
{
    private const int MaxBits = 30;

    // Slots and results of a range; a batch of results is about as large.
    private const int KeysPerRange = 1024;

    private readonly KeyOrder _order;
    private readonly int _index;
    private readonly int _bits;

    /// <param name="order">The order of the tables.</param>
    /// <param name="index">Which of the ranges, from 0.</param>
    /// <param name="bits">There are 2 to the power of this many ranges; at most <see cref="MaxBits"/>.</param>
    internal KeyRange(KeyOrder order, int index, int bits) => (_order, _index, _bits) = (order, index, bits);

    /// <summary>All keys.</summary>
    public static KeyRange All => default;

    /// <summary>Position of the first key, inclusive.</summary>
    internal ulong First => _bits == 0 ? 0 : (ulong)_index << (64 - _bits);

    /// <summary>Position of the last key, inclusive.</summary>
    internal ulong Last => _bits == 0 ? ulong.MaxValue : First + (ulong.MaxValue >> _bits);

    /// <summary>How many bits divide the key space of this many keys into ranges of about one batch.</summary>
    internal static int BitsFor(long keys) => Math.Min(MaxBits, keys <= KeysPerRange ? 0 : BitOperations.Log2((ulong)(keys - 1) / KeysPerRange) + 1);

    /// <summary>Whether a key belongs to the range.</summary>
    public bool Contains(UInt128 key) => _bits == 0 || _order.PositionOf(key) >> (64 - _bits) == (ulong)_index;
}
