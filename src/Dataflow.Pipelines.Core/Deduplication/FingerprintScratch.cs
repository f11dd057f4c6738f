using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>The buffer for the slots of a lane's tables while they are rebuilt, one table at a time. Owned by the lane.</summary>
internal sealed unsafe class FingerprintScratch : IDisposable
{
    private FingerprintSlot* _slots;
    private int _size;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => _size * (long)sizeof(FingerprintSlot);

    /// <summary>Memory for a number of slots, with any content; valid until the next call.</summary>
    public FingerprintSlot* Take(int count)
    {
        if (count > _size || count < _size / 4)
        {
            _size = Math.Max(count + (count / 8), 16);
            _slots = (FingerprintSlot*)NativeMemory.Realloc(_slots, (nuint)_size * (nuint)sizeof(FingerprintSlot));
        }

        return _slots;
    }

    public void Dispose()
    {
        NativeMemory.Free(_slots);
        _slots = null;
        _size = 0;
    }
}
