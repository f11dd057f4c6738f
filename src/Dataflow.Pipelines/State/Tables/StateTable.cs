using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Pipelines.State;

/// <summary>
/// Values by key: open addressing, values in place. Slots follow the order of the keys' hashes, so that a <see cref="KeyRange"/> of all
/// tables of an operator is found without reading the rest of them. A slot whose value is gone, or has expired, is freed when the table
/// is rebuilt: there is no difference between it and a key that was never seen. Owned by one lane.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TLife">Which values are gone.</typeparam>
internal sealed class StateTable<T, TLife>
    where TLife : struct, IStateLife<T>
{
    private const int MinSlots = 8;

    // A table that is cleared keeps this much room whatever was in it.
    private const int KeptSlots = 1024;
    private StateSlot<T>[] _slots = [];

    // The home of a key is its position shifted by this: the upper bits of the position.
    private int _shift;
    private int _used;

    /// <summary>Slots that are taken, also by values that are gone.</summary>
    public int Used => _used;

    public long Bytes => _slots.LongLength * Unsafe.SizeOf<StateSlot<T>>();

    public Span<StateSlot<T>> Slots => _slots;

    public ref StateSlot<T> this[int index] => ref _slots[index];

    /// <summary>Brings the place of a key into the cache ahead of its use: a hint, nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(UInt128 key)
    {
        if (Sse.IsSupported && _slots.Length > 0)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in _slots[Home(key)])));
        }
    }

    /// <summary>The slot of a key, a new one with the default value where there is none.</summary>
    /// <param name="key">The key, not zero.</param>
    /// <param name="expired">Slots whose time is not later may be freed.</param>
    /// <param name="isNew">Whether the key had none.</param>
    public int FindOrAdd(UInt128 key, long expired, out bool isNew)
    {
        // Full at three quarters.
        if (_used >= _slots.Length - (_slots.Length / 4))
        {
            Rebuild(expired);
        }

        var mask = _slots.Length - 1;
        for (var at = Home(key); ; at = (at + 1) & mask)
        {
            ref var slot = ref _slots[at];
            if (slot.Key == key)
            {
                isNew = false;
                return at;
            }

            if (slot.Key == UInt128.Zero)
            {
                slot.Key = key;
                _used++;
                isNew = true;
                return at;
            }
        }
    }

    /// <summary>The slot of a key; -1 where there is none.</summary>
    public int Find(UInt128 key)
    {
        if (_used == 0)
        {
            return -1;
        }

        var mask = _slots.Length - 1;
        for (var at = Home(key); ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Key == key)
            {
                return at;
            }

            if (slot.Key == UInt128.Zero)
            {
                return -1;
            }
        }
    }

    /// <summary>Adds the slots that are alive of a range of keys to a list, in no order.</summary>
    public void Collect(KeyRange range, KeyRound found)
    {
        if (_used == 0)
        {
            return;
        }

        // A slot is at its home or behind it, with no free slot between: the last run may go on behind the range, and around the end.
        var (mask, last) = (_slots.Length - 1, (int)(range.Last >> _shift));
        var at = (int)(range.First >> _shift);
        for (var left = _slots.Length; left > 0; left--, at++)
        {
            ref readonly var slot = ref _slots[at & mask];
            if (slot.Key == UInt128.Zero)
            {
                if (at >= last)
                {
                    return;
                }
            }
            else if (range.Contains(slot.Key) && !TLife.IsGone(in slot.Value))
            {
                found.Add(slot.Key, at & mask);
            }
        }
    }

    /// <summary>Frees slots, and memory where that frees much of it.</summary>
    /// <param name="expired">Slots whose time is not later are gone.</param>
    public void Sweep(long expired)
    {
        var dead = 0;
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Key != UInt128.Zero && !IsAlive(in slot, expired))
            {
                // What the value refers to is freed at once.
                slot.Value = default!;
                dead++;
            }
        }

        if (dead > 0 && dead == _used)
        {
            (_slots, _used) = ([], 0);
        }
        else if (dead > 0 && dead >= _used / 4)
        {
            Rebuild(expired);
        }
    }

    /// <summary>Forgets all; room is kept for about as many keys as there were.</summary>
    public void Clear()
    {
        if (_slots.Length > KeptSlots && _used < _slots.Length / 4)
        {
            _slots = [];
        }
        else if (_used > 0)
        {
            Array.Clear(_slots);
        }

        _used = 0;
    }

    public static bool IsAlive(in StateSlot<T> slot, long expired) => (slot.Time == 0 || slot.Time > expired) && !TLife.IsGone(in slot.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(UInt128 key) => (int)(KeyRange.PositionOf(key) >> _shift);

    private void Rebuild(long expired)
    {
        var old = _slots;
        var live = 0;
        foreach (ref readonly var slot in old.AsSpan())
        {
            live += slot.Key != UInt128.Zero && IsAlive(in slot, expired) ? 1 : 0;
        }

        // Between a quarter and half full afterwards.
        _slots = new StateSlot<T>[Math.Max(MinSlots, (int)BitOperations.RoundUpToPowerOf2((uint)live * 2))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        _used = live;
        var mask = _slots.Length - 1;
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Key != UInt128.Zero && IsAlive(in slot, expired))
            {
                var at = Home(slot.Key);
                while (_slots[at].Key != UInt128.Zero)
                {
                    at = (at + 1) & mask;
                }

                _slots[at] = slot;
            }
        }
    }
}
