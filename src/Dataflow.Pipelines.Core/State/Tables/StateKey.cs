using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.State;

/// <summary>The hash of a key in tables: zero marks a free slot.</summary>
internal static class StateKey
{
    /// <summary>Records between the prefetch of a key's slot and its use; with fewer the use waits for memory, with more the cache line is lost again.</summary>
    public const int Ahead = 12;

    private static readonly UInt128[] Single = [None];

    /// <summary>The key of a node without keys.</summary>
    public static UInt128 None => UInt128.One;

    /// <summary>The keys of a batch as the state of a node uses them: a node without keys has one for all records.</summary>
    public static ReadOnlyMemory<UInt128> Of<T>(RecordBatch<T> batch, bool isKeyed)
        where T : struct, IRecord<T> => isKeyed ? batch.Keys.AsMemory(0, batch.Count) : Single;

    /// <summary>The key as a slot stores it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 Stored(UInt128 key) => key == UInt128.Zero ? UInt128.One : key;

    /// <summary>Keys as slots store them.</summary>
    public static UInt128[] Stored(ReadOnlyMemory<UInt128> keys)
    {
        var stored = keys.ToArray();
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = Stored(stored[i]);
        }

        return stored;
    }
}
