using System.Runtime.InteropServices;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>Counts different values exactly, by 128-bit fingerprints: 16 bytes a slot, whatever the values' size.</summary>
public struct DistinctSet
{
    private UInt128[]? slots;
    private int count;

    /// <summary>How many different values were added.</summary>
    public readonly long Count => count;

    /// <summary>Adds a value by its fingerprint.</summary>
    public void Add(UInt128 value)
    {
        // Zero marks a free slot.
        if (value == UInt128.Zero)
        {
            value = UInt128.One;
        }

        if (slots is null || count >= slots.Length / 4 * 3)
        {
            Grow();
        }

        if (Insert(slots!, value))
        {
            count++;
        }
    }

    /// <summary>Writes the set to a checkpoint.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
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
