using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>Where the tables of a lane put their slots while they are rebuilt, one table at a time. Owned by the lane.</summary>
internal sealed unsafe class FingerprintScratch : IDisposable
{
    private FingerprintSlot* slots;
    private int size;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => size * (long)sizeof(FingerprintSlot);

    /// <summary>Room for so many slots, of any content; until the next call.</summary>
    public FingerprintSlot* Take(int count)
    {
        if (count > size || count < size / 4)
        {
            size = Math.Max(count + (count / 8), 16);
            slots = (FingerprintSlot*)NativeMemory.Realloc(slots, (nuint)size * (nuint)sizeof(FingerprintSlot));
        }

        return slots;
    }

    public void Dispose()
    {
        NativeMemory.Free(slots);
        slots = null;
        size = 0;
    }
}
