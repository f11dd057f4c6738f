using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Arrays of the shared pool that grow.</summary>
internal static class PooledArray
{
    /// <summary>Makes room for <paramref name="more"/> elements after the first <paramref name="count"/>, which are retained.</summary>
    public static void Grow<T>(ref T[] array, int count, int more)
    {
        if (array.Length - count >= more)
        {
            return;
        }

        // Batches have any size: because the capacity at least doubles, each element is copied once on average.
        var doubled = (int)Math.Min(array.Length * 2L, Array.MaxLength);
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(checked(count + more), doubled));
        array.AsSpan(0, count).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    /// <summary>Returns the array to the pool; elements that are references are cleared, so that their objects can be freed.</summary>
    public static void Return<T>(ref T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }

        array = [];
    }
}
