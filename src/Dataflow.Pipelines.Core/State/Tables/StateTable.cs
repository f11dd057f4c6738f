using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Pipelines.State;

/// <summary>
/// Values by key: open addressing, values in place. Slots follow the <see cref="KeyOrder"/> of the operator, so that a <see cref="KeyRange"/> of all
/// its tables is found without reading the rest of them. A slot whose value is gone, or has expired, is freed when the table
/// is rebuilt: it is equivalent to a key without a value. Owned by one lane.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TLife">Which values are gone.</typeparam>
internal sealed class StateTable<T, TLife>
    where TLife : struct, IStateLife<T>
{
    private const int MinSlots = 8;

    // A cleared table retains up to this many slots, however few it used.
    private const int KeptSlots = 1024;
    private StateSlot<T>[] _slots = [];

    // Flags of each slot, where the backend stores changes; else null.
    private SlotFlags[]? _flags;

    // The home of a key is its position shifted by this: the upper bits of the position.
    private int _shift;
    private int _used;
    private KeyOrder _order;

    /// <param name="order">The order of the keys.</param>
    /// <param name="tracksChanges">Whether it tracks changes, for a backend that requires them.</param>
    public StateTable(KeyOrder order = default, bool tracksChanges = false) => (_order, _flags) = (order, tracksChanges ? [] : null);

    /// <summary>Occupied slots, including those of values that are gone.</summary>
    public int Used => _used;

    public long Bytes => (_slots.LongLength * Unsafe.SizeOf<StateSlot<T>>()) + (_flags?.LongLength ?? 0);

    public Span<StateSlot<T>> Slots => _slots;

    /// <summary>The flags of each slot; empty where changes are not tracked.</summary>
    public Span<SlotFlags> Flags => _flags;

    public ref StateSlot<T> this[int index] => ref _slots[index];

    /// <summary>Prefetches the slot of a key into the cache: a hint, nothing is read.</summary>
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
    /// <param name="isNew">Whether the key had no slot.</param>
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
                NoteChange(at);
                return at;
            }

            if (slot.Key == UInt128.Zero)
            {
                slot.Key = key;
                _used++;
                isNew = true;
                NoteChange(at);
                return at;
            }
        }
    }

    /// <summary>Stores a value from a checkpoint or from the backend; an earlier one of the key is replaced.</summary>
    /// <param name="key">The key, not zero.</param>
    /// <param name="time">See <see cref="StateSlot{T}.Time"/>.</param>
    /// <param name="value">The value.</param>
    /// <param name="flags">Flags of its slot.</param>
    public void Put(UInt128 key, long time, in T value, SlotFlags flags)
    {
        var at = FindOrAdd(key, long.MinValue, out _);
        (_slots[at].Time, _slots[at].Value) = (time, value);
        if (_flags is not null)
        {
            _flags[at] = flags;
        }
    }

    /// <summary>Removes a key without notifying the backend. Slots after it move up: indices are no longer valid.</summary>
    public void Remove(UInt128 key)
    {
        var hole = Find(key);
        if (hole < 0)
        {
            return;
        }

        var mask = _slots.Length - 1;
        for (var at = (hole + 1) & mask; _slots[at].Key != UInt128.Zero; at = (at + 1) & mask)
        {
            // A slot may move to the hole where that is not before its home.
            if (((at - Home(_slots[at].Key)) & mask) >= ((at - hole) & mask))
            {
                Move(at, hole);
                hole = at;
            }
        }

        _slots[hole] = default;
        if (_flags is not null)
        {
            _flags[hole] = SlotFlags.None;
        }

        _used--;
    }

    /// <summary>A value is no longer needed and its namespace is about to be removed: it is neither evicted nor written any more.</summary>
    public void Forget(int at)
    {
        if (_flags is not null)
        {
            _flags[at] = SlotFlags.Evicted;
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

    /// <summary>Adds the live slots of a range of keys to a list, in no order. The range must be one of the table's order.</summary>
    public void Collect(KeyRange range, KeyRound found)
    {
        if (_used == 0)
        {
            return;
        }

        // A slot is at its home or after it, with no free slot between: the last run may continue after the range, and wrap around.
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
        for (var at = 0; at < _slots.Length; at++)
        {
            ref var slot = ref _slots[at];
            if (slot.Key != UInt128.Zero && !IsAlive(in slot, expired))
            {
                // Objects that the value refers to are freed immediately.
                slot.Value = default!;
                dead += MustStay(at) ? 0 : 1;
            }
        }

        if (dead > 0 && dead == _used)
        {
            (_slots, _flags, _used) = ([], _flags is null ? null : [], 0);
        }
        else if (dead > 0 && dead >= _used / 4)
        {
            Rebuild(expired);
        }
    }

    /// <summary>Frees the slots that are marked as evicted.</summary>
    public void RemoveEvicted()
    {
        Rebuild(long.MinValue);
        if (_used == 0)
        {
            (_slots, _flags) = ([], []);
        }
    }

    /// <summary>The value of a slot may change from here on: the caller has it by reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NoteChange(int at)
    {
        if (_flags is { } flags)
        {
            flags[at] = (flags[at] | SlotFlags.Changed | SlotFlags.Used) & ~SlotFlags.Evicted;
        }
    }

    /// <summary>Tracks changes from now on; the table must be empty.</summary>
    public void TrackChanges() => (_slots, _flags) = ([], []);

    /// <summary>Sets the order of the keys; the table must be empty.</summary>
    public void SetOrder(KeyOrder order) => _order = order;

    /// <summary>Removes all; capacity is retained for about as many keys as there were.</summary>
    public void Clear()
    {
        if (_slots.Length > KeptSlots && _used < _slots.Length / 4)
        {
            _slots = [];
            _flags = _flags is null ? null : [];
        }
        else if (_used > 0)
        {
            Array.Clear(_slots);
            Flags.Clear();
        }

        _used = 0;
    }

    public static bool IsAlive(in StateSlot<T> slot, long expired) => (slot.Time == 0 || slot.Time > expired) && !TLife.IsGone(in slot.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(UInt128 key) => (int)(_order.PositionOf(key) >> _shift);

    private void Move(int from, int to)
    {
        _slots[to] = _slots[from];
        if (_flags is not null)
        {
            _flags[to] = _flags[from];
        }
    }

    // The next snapshot must contain the removal of the value.
    private bool MustStay(int at) => _flags is { } flags && (flags[at] & (SlotFlags.Changed | SlotFlags.Stored)) == (SlotFlags.Changed | SlotFlags.Stored);

    private bool IsKept(int at, long expired) =>
        _slots[at].Key != UInt128.Zero
        && (_flags is null || (_flags[at] & SlotFlags.Evicted) == 0)
        && (IsAlive(in _slots[at], expired) || MustStay(at));

    private void Rebuild(long expired)
    {
        var (old, flags) = (_slots, _flags);
        var live = 0;
        for (var i = 0; i < old.Length; i++)
        {
            live += IsKept(i, expired) ? 1 : 0;
        }

        // Between a quarter and half full afterwards.
        var slots = new StateSlot<T>[Math.Max(MinSlots, (int)BitOperations.RoundUpToPowerOf2((uint)live * 2))];
        var noted = flags is null ? null : new SlotFlags[slots.Length];
        var shift = 64 - BitOperations.Log2((uint)slots.Length);
        var mask = slots.Length - 1;
        for (var i = 0; i < old.Length; i++)
        {
            if (IsKept(i, expired))
            {
                var at = (int)(_order.PositionOf(old[i].Key) >> shift);
                while (slots[at].Key != UInt128.Zero)
                {
                    at = (at + 1) & mask;
                }

                slots[at] = old[i];
                if (noted is not null)
                {
                    noted[at] = flags![i];
                }
            }
        }

        (_slots, _flags, _shift, _used) = (slots, noted, shift, live);
    }
}
