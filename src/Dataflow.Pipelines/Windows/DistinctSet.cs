using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>
/// Counts different values exactly, by 128-bit fingerprints: 16 bytes a slot, whatever the values' size. A large set is
/// slower than the cache, so values wait a little while their slots are fetched.
/// </summary>
public struct DistinctSet
{
    // 16 bytes each: a set up to this size is in the cache of a core anyway.
    private const int LargeSlots = 8192;
    private const int MaxPending = 16;

    private UInt128[]? slots;
    private UInt128[]? pending;
    private int waiting;
    private int count;

    /// <summary>How many different values were added.</summary>
    public long Count
    {
        get
        {
            Settle();
            return count;
        }
    }

    /// <summary>Adds a value by its fingerprint.</summary>
    public void Add(UInt128 value)
    {
        // Zero marks a free slot.
        if (value == UInt128.Zero)
        {
            value = UInt128.One;
        }

        if (slots is not { Length: > LargeSlots })
        {
            Insert(value);
            return;
        }

        pending ??= new UInt128[MaxPending];
        pending[waiting++] = value;
        Prefetch(slots, value);
        if (waiting == MaxPending)
        {
            Settle();
        }
    }

    /// <summary>Writes the set to a checkpoint.</summary>
    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Settle();
        writer.Write(count);

        // A hundred thousand values are usual: not one call for each.
        Span<ulong> halves = stackalloc ulong[512];
        var used = 0;
        foreach (var slot in slots ?? [])
        {
            if (slot != UInt128.Zero)
            {
                halves[used++] = (ulong)(slot >> 64);
                halves[used++] = (ulong)slot;
                if (used == halves.Length)
                {
                    writer.Write(MemoryMarshal.AsBytes(halves));
                    used = 0;
                }
            }
        }

        writer.Write(MemoryMarshal.AsBytes(halves[..used]));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        this = default;
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Add(new UInt128(reader.ReadUInt64(), reader.ReadUInt64()));
        }
    }

    private void Settle()
    {
        for (var i = 0; i < waiting; i++)
        {
            Insert(pending![i]);
        }

        waiting = 0;
    }

    private void Insert(UInt128 value)
    {
        if (slots is null || count >= slots.Length / 4 * 3)
        {
            Grow();
        }

        if (Insert(slots!, value))
        {
            count++;
        }
    }

    // A hint: nothing is read, so a slot that has moved since does no harm.
    private static unsafe void Prefetch(UInt128[] slots, UInt128 value)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref slots[(int)(uint)value & (slots.Length - 1)]));
        }
    }

    private static bool Insert(UInt128[] slots, UInt128 value)
    {
        var mask = slots.Length - 1;
        for (var at = (int)(uint)value & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot == UInt128.Zero)
            {
                slot = value;
                return true;
            }

            if (slot == value)
            {
                return false;
            }
        }
    }

    private void Grow()
    {
        var grown = new UInt128[slots is null ? 16 : slots.Length * 2];
        foreach (var slot in slots ?? [])
        {
            if (slot != UInt128.Zero)
            {
                Insert(grown, slot);
            }
        }

        slots = grown;
    }
}
