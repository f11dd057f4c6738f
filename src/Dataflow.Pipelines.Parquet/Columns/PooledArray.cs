using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Arrays of the shared pool that grow.</summary>
internal static class PooledArray
{
    /// <summary>Makes room for <paramref name="more"/> elements behind the first <paramref name="count"/>, which stay.</summary>
    public static void Grow<T>(ref T[] array, int count, int more)
    {
        if (array.Length - count >= more)
        {
            return;
        }

        // Batches come in all sizes: at least doubled, growth costs each element one copy on average.
        var doubled = (int)Math.Min(array.Length * 2L, Array.MaxLength);
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(checked(count + more), doubled));
        array.AsSpan(0, count).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    /// <summary>Gives the array back; elements that are references do not keep their objects alive in the pool.</summary>
    public static void Return<T>(ref T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }

        array = [];
    }
}
