using System.Numerics;

namespace Dataflow.Pipelines.State;

/// <summary>
/// One of a power of two of equal parts of the key space. Operators that process all keys of a window do so range by range, so that what
/// they hold at once does not grow with the number of keys.
/// </summary>
/// <param name="index">Which of the ranges, from 0.</param>
/// <param name="bits">There are 2 to the power of so many; at most <see cref="MaxBits"/>.</param>
public readonly struct KeyRange(int index, int bits)
{
    private const int MaxBits = 30;

    // Slots and results of a range; a batch of results is about as large.
    private const int KeysPerRange = 1024;

    /// <summary>All keys.</summary>
    public static KeyRange All => default;

    /// <summary>Position of the first key, inclusive.</summary>
    public ulong First => bits == 0 ? 0 : (ulong)index << (64 - bits);

    /// <summary>Position of the last key, inclusive.</summary>
    public ulong Last => bits == 0 ? ulong.MaxValue : First + (ulong.MaxValue >> bits);

    /// <summary>
    /// The bits of a key that the order of slots follows: those below the key group's, which are the same for all keys of a group (tables that
    /// shared bits with the choice of the lane measured seventy times slower).
    /// </summary>
    internal static ulong PositionOf(UInt128 key) => (ulong)(key >> 57);

    /// <summary>How many bits divide the key space so that a range has about a batch of so many keys.</summary>
    internal static int BitsFor(long keys) => Math.Min(MaxBits, keys <= KeysPerRange ? 0 : BitOperations.Log2((ulong)(keys - 1) / KeysPerRange) + 1);

    /// <summary>Whether a key belongs to the range.</summary>
    public bool Contains(UInt128 key) => bits == 0 || PositionOf(key) >> (64 - bits) == (ulong)index;
}
