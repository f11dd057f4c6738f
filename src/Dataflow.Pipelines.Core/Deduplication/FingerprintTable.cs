using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>
/// The fingerprints of one key group with their times: buckets of 16 slots, a tag byte and 16 bytes per slot, outside the managed
/// heap so that a table that grew releases its memory immediately. The tags of a bucket are compared in one instruction; a new key
/// reads nothing else. Buckets follow the order of the fingerprints, so a rebuild runs through memory in order. Owned by one lane.
/// </summary>
/// <remarks>
/// A slot holds 96 of the 128 bits, and the table represents the seven bits of its group. Two of n live keys are confused with a
/// probability of n·2^-103 per record. Load is between <see cref="LowLoad"/> after a rebuild and <see cref="HighLoad"/>
/// before one: 19 to 22 bytes per live key. A small table grows by doubling: its waste is bounded, and most rebuilds are avoided.
/// </remarks>
internal sealed unsafe class FingerprintTable(FingerprintScratch scratch) : IDisposable
{
    private const double LowLoad = 0.78;
    private const double HighLoad = 0.90;

    // The load of tables up to this number of keys: 128 groups of a lane waste 16 MB at most.
    private const double SmallLowLoad = 0.45;
    private const int SmallKeys = 8192;

    private const int BucketSlots = 16;
    private const int MinBuckets = 2;

    // Probing continues past the last bucket instead of wrapping around: a run that needs more causes a rebuild.
    private const int TailBuckets = 4;

    private byte* _tags;
    private FingerprintSlot* _slots;
    private int _buckets;
    private int _used;
    private int _limit;

    /// <summary>Slots that were written and not freed yet, including expired ones.</summary>
    public int Used => _used;

    /// <summary>Index after the last slot.</summary>
    public int End => _tags is null ? 0 : (_buckets + TailBuckets) * BucketSlots;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => _tags is null ? 0 : (_buckets + TailBuckets) * (long)BucketSlots * (sizeof(FingerprintSlot) + 1);

    /// <summary>Prefetches the tags of a fingerprint's bucket into the CPU cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong high)
    {
        if (Sse.IsSupported && _tags is not null)
        {
            Sse.Prefetch0(_tags + (Bucket(Middle(high), _buckets) * BucketSlots));
        }
    }

    /// <summary>Adds a key with its time unless it is a duplicate.</summary>
    /// <param name="high">Upper half of the fingerprint.</param>
    /// <param name="low">Lower half.</param>
    /// <param name="time">Time of the record, in the units of the set.</param>
    /// <param name="within">Two times closer than this are duplicates.</param>
    /// <param name="expired">Slots up to this time are free again.</param>
    /// <returns>Whether the key is new.</returns>
    public bool TryAdd(ulong high, ulong low, uint time, int within, uint expired)
    {
        if (_used >= _limit)
        {
            Rebuild(expired);
        }

        var entry = new FingerprintSlot { Low = low, High = Middle(high), Time = time };
        while (true)
        {
            for (var bucket = Bucket(entry.High, _buckets); bucket < _buckets + TailBuckets; bucket++)
            {
                var at = bucket * BucketSlots;
                var present = Vector128.Load(_tags + at);
                var matches = Vector128.Equals(present, Vector128.Create(Tag(low))).ExtractMostSignificantBits();
                for (; matches != 0; matches &= matches - 1)
                {
                    var slot = _slots + at + BitOperations.TrailingZeroCount(matches);
                    if (slot->Low == low && slot->High == entry.High)
                    {
                        return IsNewAgain(slot, time, within, expired);
                    }
                }

                var free = Vector128.Equals(present, Vector128<byte>.Zero).ExtractMostSignificantBits();
                if (free != 0)
                {
                    at += BitOperations.TrailingZeroCount(free);
                    _tags[at] = Tag(low);
                    _slots[at] = entry;
                    _used++;
                    return true;
                }
            }

            Rebuild(expired, grow: true);
        }
    }

    /// <summary>Frees the slots of expired keys and their memory.</summary>
    /// <param name="expired">Slots up to this time are free again.</param>
    /// <param name="grow">Whether to grow: a run has reached the end of the table.</param>
    public void Rebuild(uint expired, bool grow = false)
    {
        // Through the lane's buffer, so that the table's memory is reused: fresh memory costs a page fault every 4 KB.
        var kept = scratch.Take(_used);
        var live = 0;
        for (var (at, end) = (0, End); at < end; at++)
        {
            if (_tags[at] != 0 && (int)(_slots[at].Time - expired) > 0)
            {
                kept[live++] = _slots[at];
            }
        }

        var load = live <= SmallKeys ? SmallLowLoad : LowLoad;
        var wanted = Math.Max(MinBuckets, (int)(live / (load * BucketSlots)) + 1);
        wanted = grow ? Math.Max(wanted, _buckets + (_buckets / 4) + 1) : wanted;
        while (!TryFill(kept, live, wanted))
        {
            wanted += (wanted / 4) + 1;
        }

        _buckets = wanted;
        _used = live;
        _limit = (int)(wanted * BucketSlots * HighLoad);
    }

    /// <summary>The slot at an index below <see cref="End"/>; false where it is free.</summary>
    public bool TryGet(int index, out FingerprintSlot slot)
    {
        slot = _slots[index];
        return _tags[index] != 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(_tags);
        NativeMemory.Free(_slots);
        _tags = null;
        _slots = null;
        _used = _limit = _buckets = 0;
    }

    // After the TTL the key is new. A record that is earlier by more than the TTL is new too, but the later time is retained.
    private static bool IsNewAgain(FingerprintSlot* slot, uint time, int within, uint expired)
    {
        var isDead = (int)(slot->Time - expired) <= 0;
        var apart = (int)(time - slot->Time);
        if (!isDead && apart < within && apart > -within)
        {
            return false;
        }

        slot->Time = isDead || apart > 0 ? time : slot->Time;
        return true;
    }

    private bool TryFill(FingerprintSlot* kept, int count, int wanted)
    {
        var size = (nuint)(wanted + TailBuckets) * BucketSlots;
        _tags = (byte*)NativeMemory.Realloc(_tags, size);
        _slots = (FingerprintSlot*)NativeMemory.Realloc(_slots, size * (nuint)sizeof(FingerprintSlot));
        NativeMemory.Clear(_tags, size);

        // The slots are nearly in order: most go to the next slot of the last bucket, or to an empty bucket.
        var last = -1;
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var bucket = Bucket(kept[i].High, wanted);
            if (bucket > last)
            {
                next = bucket * BucketSlots;
            }
            else if (bucket < last || next == (last + 1) * BucketSlots)
            {
                var free = FreeFrom(bucket, wanted);
                if (free < 0)
                {
                    return false;
                }

                if (free < last * BucketSlots)
                {
                    Put(free, kept + i);
                    continue;
                }

                next = free;
            }

            Put(next, kept + i);
            last = next / BucketSlots;
            next++;
        }

        return true;
    }

    private void Put(int at, FingerprintSlot* slot)
    {
        _tags[at] = Tag(slot->Low);
        _slots[at] = *slot;
    }

    // The first free slot from a bucket on; negative where there is none.
    private int FreeFrom(int bucket, int count)
    {
        for (; bucket < count + TailBuckets; bucket++)
        {
            var free = Vector128.Equals(Vector128.Load(_tags + (bucket * BucketSlots)), Vector128<byte>.Zero).ExtractMostSignificantBits();
            if (free != 0)
            {
                return (bucket * BucketSlots) + BitOperations.TrailingZeroCount(free);
            }
        }

        return -1;
    }

    // 0 marks a free slot.
    private static byte Tag(ulong low) => (byte)Math.Max(1, low & 0xFF);

    // The bits below those of the key group: they determine the bucket, and are stored so that a rebuild finds the next one.
    private static uint Middle(ulong high) => (uint)(high >> 25);

    private static int Bucket(uint middle, int buckets) => (int)((ulong)middle * (ulong)buckets >> 32);
}
