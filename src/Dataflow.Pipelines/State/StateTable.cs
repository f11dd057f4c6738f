using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The states of one key group: open addressing, values in place. A slot whose value is the default again, or has expired, is
/// taken back when the table is rebuilt: there is no difference between it and a key that was never seen. Owned by one lane.
/// </summary>
internal sealed class StateTable<T>
{
    private const int MinSlots = 8;
    private StateSlot<T>[] _slots = [];
    private int _used;

    /// <summary>Slots that were taken and not yet given back.</summary>
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
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in _slots[(int)(uint)key & (_slots.Length - 1)])));
        }
    }

    /// <summary>The slot of a key, a new one with the default value where there is none.</summary>
    /// <param name="key">The key, not zero.</param>
    /// <param name="expired">Slots whose time is not later may be given back.</param>
    /// <param name="isNew">Whether the key had none.</param>
    public int FindOrAdd(UInt128 key, long expired, out bool isNew)
    {
        // Full at three quarters.
        if (_used >= _slots.Length - (_slots.Length / 4))
        {
            Rebuild(expired);
        }

        var mask = _slots.Length - 1;
        for (var at = (int)(uint)key & mask; ; at = (at + 1) & mask)
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

    /// <summary>Gives slots back, and memory where that frees much of it.</summary>
    /// <param name="expired">Slots whose time is not later are gone.</param>
    public void Sweep(long expired)
    {
        var dead = 0;
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Key != UInt128.Zero && !IsAlive(in slot, expired))
            {
                // What the value refers to goes at once.
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

    public static bool IsAlive(in StateSlot<T> slot, long expired) =>
        (slot.Time == 0 || slot.Time > expired) && !EqualityComparer<T>.Default.Equals(slot.Value, default);

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
        _used = live;
        var mask = _slots.Length - 1;
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Key != UInt128.Zero && IsAlive(in slot, expired))
            {
                var at = (int)(uint)slot.Key & mask;
                while (_slots[at].Key != UInt128.Zero)
                {
                    at = (at + 1) & mask;
                }

                _slots[at] = slot;
            }
        }
    }
}
