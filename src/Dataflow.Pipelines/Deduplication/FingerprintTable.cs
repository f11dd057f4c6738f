using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>
/// The fingerprints of one key group with their times: 16 bytes a slot, open addressing, outside the managed heap so that a
/// table that grew gives its memory back at once. Slots follow the order of the fingerprints, so a rebuild runs through
/// memory in order. Owned by one lane.
/// </summary>
/// <remarks>
/// A slot holds 96 of the 128 bits, and the table stands for the seven bits of its group. Two of n live keys are confused with a
/// probability of n·2^-103 a record. Load is between <see cref="LowLoad"/> after a rebuild and <see cref="HighLoad"/>
/// before one: 20 to 23 bytes a live key. A small table grows by doubling: what it wastes is bounded, and most rebuilds are saved.
/// </remarks>
internal sealed unsafe class FingerprintTable : IDisposable
{
    private const double LowLoad = 0.70;
    private const double HighLoad = 0.85;
    private const int MinCapacity = 32;

    // Up to so many keys: 128 groups of a lane waste 16 MB at most.
    private const double SmallLowLoad = 0.40;
    private const int SmallKeys = 8192;

    // Probing runs on past the last slot instead of around: a run that needs more asks for a rebuild.
    private const int Tail = 128;

    private Slot* slots;
    private int capacity;
    private int used;
    private int limit;

    /// <summary>Slots that were written and not yet taken back, expired ones among them.</summary>
    public int Used => used;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => slots is null ? 0 : (capacity + Tail) * (long)sizeof(Slot);

    /// <summary>Brings the slot of a fingerprint into the cache ahead of its use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong high)
    {
        if (Sse.IsSupported && slots is not null)
        {
            Sse.Prefetch0(Place(Middle(high)));
        }
    }

    /// <summary>Notes a key at a time unless it is a duplicate.</summary>
    /// <param name="high">Upper half of the fingerprint.</param>
    /// <param name="low">Lower half.</param>
    /// <param name="time">Time of the record, in the units of the set; never 0.</param>
    /// <param name="within">Two times closer than this are duplicates.</param>
    /// <param name="expired">Slots up to this time are free again.</param>
    /// <returns>Whether the key is new.</returns>
    public bool TryAdd(ulong high, ulong low, uint time, int within, uint expired)
    {
        if (used >= limit)
        {
            Rebuild(expired);
        }

        var middle = Middle(high);
        while (true)
        {
            var slot = Place(middle);
            var end = slots + capacity + Tail;
            Slot* free = null;
            for (; slot < end; slot++)
            {
                if (slot->Time == 0)
                {
                    if (free is null)
                    {
                        free = slot;
                        used++;
                    }

                    *free = new Slot { Low = low, High = middle, Time = time };
                    return true;
                }

                var dead = (int)(slot->Time - expired) <= 0;
                if (slot->Low == low && slot->High == middle)
                {
                    var apart = (int)(time - slot->Time);
                    if (!dead && apart < within && apart > -within)
                    {
                        return false;
                    }

                    // Seen again after the span: a new first. Seen long before it: the later one stays the first.
                    slot->Time = dead || apart > 0 ? time : slot->Time;
                    return true;
                }

                if (dead && free is null)
                {
                    free = slot;
                }
            }

            if (free is not null)
            {
                *free = new Slot { Low = low, High = middle, Time = time };
                return true;
            }

            Rebuild(expired, grow: true);
        }
    }

    /// <summary>Takes the slots of expired keys back, and memory with them.</summary>
    /// <remarks>
    /// In place: the live slots are packed at the end of the memory and laid out again from its start, both in the order of the
    /// fingerprints. A second block would cost a page fault for every 4 KB of every rebuild.
    /// </remarks>
    public void Rebuild(uint expired, bool grow = false)
    {
        var live = CountLive(expired);
        var wanted = Math.Max(MinCapacity, (int)(live / (live <= SmallKeys ? SmallLowLoad : LowLoad)) + 1);
        if (grow)
        {
            wanted = Math.Max(wanted, capacity + (capacity / 4));
        }

        var filled = slots is null ? 0 : capacity + Tail;
        while (true)
        {
            var total = Math.Max(filled, wanted + Tail);
            Resize(total);
            if (TryPlace(Pack(filled, total, expired), slots + total, wanted))
            {
                break;
            }

            // Every live slot is there once again, and the others are free.
            filled = total;
            wanted += wanted / 4;
        }

        Resize(wanted + Tail);
        capacity = wanted;
        used = live;
        limit = (int)(wanted * HighLoad);
    }

    public void Dispose()
    {
        NativeMemory.Free(slots);
        slots = null;
        used = limit = capacity = 0;
    }

    private int CountLive(uint expired)
    {
        var live = 0;
        var end = slots is null ? null : slots + capacity + Tail;
        for (var slot = slots; slot < end; slot++)
        {
            live += slot->Time != 0 && (int)(slot->Time - expired) > 0 ? 1 : 0;
        }

        return live;
    }

    private void Resize(int total) => slots = (Slot*)NativeMemory.Realloc(slots, (nuint)total * (nuint)sizeof(Slot));

    // Moves the live ones of the first slots behind each other to the end of all; gives the first of them.
    private Slot* Pack(int filled, int total, uint expired)
    {
        var target = slots + total;
        for (var slot = slots + filled - 1; slot >= slots; slot--)
        {
            if (slot->Time != 0 && (int)(slot->Time - expired) > 0)
            {
                *--target = *slot;
            }
        }

        return target;
    }

    // A slot never goes to behind where it was packed: as many places as slots are left follow it there.
    private bool TryPlace(Slot* packed, Slot* packedEnd, int wanted)
    {
        var next = slots;
        var run = slots; // no slot is free from here to the next
        var end = slots + wanted + Tail;
        for (var slot = packed; slot < packedEnd; slot++)
        {
            var entry = *slot;
            var target = slots + Scale(entry.High, wanted);
            if (target > next)
            {
                if (target >= end || target > slot)
                {
                    Free(next, slot);
                    return false;
                }

                Free(next, target);
                run = target;
            }
            else if (target >= run)
            {
                target = next;
            }
            else
            {
                // Those of one run stand as they came, so one may be behind its place: it takes what is free there.
                while (target < next && target->Time != 0)
                {
                    target++;
                }
            }

            if (target == end)
            {
                Free(next, slot);
                return false;
            }

            *target = entry;
            next = target < next ? next : target + 1;
        }

        Free(next, end > packedEnd ? end : packedEnd);
        return true;
    }

    private static void Free(Slot* from, Slot* to)
    {
        for (; from < to; from++)
        {
            from->Time = 0;
        }
    }

    // The bits below those of the key group: they give the place, and are kept so that a rebuild finds the next one.
    private static uint Middle(ulong high) => (uint)(high >> 25);

    private static long Scale(uint middle, int capacity) => (long)((ulong)middle * (ulong)capacity >> 32);

    private Slot* Place(uint middle) => slots + Scale(middle, capacity);

    [StructLayout(LayoutKind.Sequential)]
    private struct Slot
    {
        public ulong Low;
        public uint High;
        public uint Time;
    }
}
