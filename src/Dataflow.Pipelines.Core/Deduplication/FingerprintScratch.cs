using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>Where the tables of a lane put their slots while they are rebuilt, one table at a time. Owned by the lane.</summary>
internal sealed unsafe class FingerprintScratch : IDisposable
{
    private FingerprintSlot* _slots;
    private int _size;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => _size * (long)sizeof(FingerprintSlot);

    /// <summary>Room for so many slots, of any content; until the next call.</summary>
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
