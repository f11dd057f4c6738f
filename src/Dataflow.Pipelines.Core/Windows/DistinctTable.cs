using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Windows;

/// <summary>
/// The fingerprints of a <see cref="DistinctSet"/>: open addressing in a pooled array, because windows of about the same size follow
/// each other. Owned by one lane.
/// </summary>
internal sealed class DistinctTable
{
    // 16 bytes each: a set up to this size is in the cache of a core. In a larger one values are pending until their slots are fetched.
    private const int LargeSlots = 8192;
    private const int MaxPending = 16;
    private const int MinSlots = 16;
    private const int ValueBytes = 16;

    // A power of two of them are used; the pool may have returned more.
    private UInt128[] _slots = Rent(MinSlots);
    private int _mask = MinSlots - 1;
    private UInt128[]? _pending;
    private int _waiting;
    private int _count;

    public long Count
    {
        get
        {
            Settle();
            return _count;
        }
    }

    /// <summary>The values, zero where a slot is free; some values may be pending.</summary>
    public ReadOnlySpan<UInt128> Slots => _slots.AsSpan(0, _mask + 1);

    public void Add(UInt128 value)
    {
        // Zero marks a free slot.
        if (value == UInt128.Zero)
        {
            value = UInt128.One;
        }

        if (_mask < LargeSlots)
        {
            Insert(value);
            return;
        }

        _pending ??= new UInt128[MaxPending];
        _pending[_waiting++] = value;
        Prefetch(value);
        if (_waiting == MaxPending)
        {
            Settle();
        }
    }

    /// <summary>Adds the values of another table, which retains them.</summary>
    public void Merge(DistinctTable other)
    {
        Settle();
        other.Settle();

        GrowTo(other._count);

        foreach (var slot in other.Slots)
        {
            if (slot != UInt128.Zero)
            {
                Insert(slot);
            }
        }
    }

    /// <summary>Adds the values that <see cref="Write"/> wrote after their number.</summary>
    public void Read(BinaryReader reader, int count)
    {
        // Bytes that are not a set may begin with any number.
        GrowTo((int)Math.Min(count, reader.BaseStream.Length / ValueBytes));
        for (var left = count; left > 0; left--)
        {
            Insert(new UInt128(reader.ReadUInt64(), reader.ReadUInt64()));
        }
    }

    public void Write(BinaryWriter writer)
    {
        Settle();
        writer.Write(_count);

        // A hundred thousand values are usual: they are not written one by one.
        Span<ulong> halves = stackalloc ulong[512];
        var used = 0;
        foreach (var slot in Slots)
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

    /// <summary>Returns the memory to the pool; the table must not be used again.</summary>
    public void Release() => ArrayPool<UInt128>.Shared.Return(_slots);

    private static UInt128[] Rent(int size)
    {
        var rented = ArrayPool<UInt128>.Shared.Rent(size);
        rented.AsSpan(0, size).Clear();
        return rented;
    }

    private void Settle()
    {
        for (var i = 0; i < _waiting; i++)
        {
            Insert(_pending![i]);
        }

        _waiting = 0;
    }

    private void Insert(UInt128 value)
    {
        if (_count >= (_mask + 1) / 4 * 3)
        {
            Grow();
        }

        if (TryInsert(value))
        {
            _count++;
        }
    }

    private bool TryInsert(UInt128 value)
    {
        for (var at = (int)(uint)value & _mask; ; at = (at + 1) & _mask)
        {
            ref var slot = ref _slots[at];
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

    // Values that arrive in the order of another table's slots would cluster at the front of a smaller one.
    private void GrowTo(int values)
    {
        while ((_mask + 1) / 4 * 3 <= values)
        {
            Grow();
        }
    }

    private void Grow()
    {
        var (old, size) = (_slots, _mask + 1);
        _slots = Rent(size * 2);
        _mask = (size * 2) - 1;
        foreach (var slot in old.AsSpan(0, size))
        {
            if (slot != UInt128.Zero)
            {
                TryInsert(slot);
            }
        }

        ArrayPool<UInt128>.Shared.Return(old);
    }

    // A hint: nothing is read, so an array that has moved since does no harm.
    private unsafe void Prefetch(UInt128 value)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[(int)(uint)value & _mask]));
        }
    }
}
