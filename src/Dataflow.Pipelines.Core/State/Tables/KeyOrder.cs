using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The order in which the tables of an operator store keys: that of their positions. It differs by node and by start: keys
/// that arrive in the order of one table spread evenly over the next; in the same order they would cluster at its front, and each would probe
/// all before it (a window of a window; a restore of ten million keys measured 23 times slower).
/// </summary>
/// <param name="factor">Any number; orders of different odd numbers are unrelated.</param>
internal readonly struct KeyOrder(ulong factor)
{
    private const ulong Other = 0x9E37_79B9_7F4A_7C15;

    private readonly ulong _factor = factor;

    /// <summary>An order for a table that is filled from tables in this one.</summary>
    public KeyOrder Next => new((_factor | 1) * Other);

    /// <summary>The order of a node.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="attempt">Rises with each start.</param>
    public static KeyOrder Of(string node, long attempt) => new(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(node.AsSpan()), attempt));

    /// <summary>
    /// The position of a key, 64 bits. It uses the bits below the key group's, which are the same for all keys of a group (tables that
    /// shared bits with the choice of the lane measured seventy times slower).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong PositionOf(UInt128 key) => (ulong)(key >> 57) * (_factor | 1);
}
