
namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>The random number of each event, computed from its index alone (the finaliser of SplitMix64): an earlier event can be written again without being stored.</summary>
internal readonly struct EventRandom(ulong seed)
{
    internal ulong Of(long index)
    {
        var z = seed + (((ulong)index + 1) * 0x9E3779B97F4A7C15UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
