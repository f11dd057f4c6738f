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
    private StateSlot<T>[] slots = [];
    private int used;

    /// <summary>Slots that were taken and not yet given back.</summary>
    public int Used => used;

    public long Bytes => slots.LongLength * Unsafe.SizeOf<StateSlot<T>>();

    public Span<StateSlot<T>> Slots => slots;

    public ref StateSlot<T> this[int index] => ref slots[index];

    /// <summary>Brings the place of a key into the cache ahead of its use: a hint, nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(UInt128 key)
    {
        if (Sse.IsSupported && slots.Length > 0)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in slots[(int)(uint)key & (slots.Length - 1)])));
        }
    }

    /// <summary>The slot of a key, a new one with the default value where there is none.</summary>
    /// <param name="key">The key, not zero.</param>
    /// <param name="expired">Slots whose time is not later may be given back.</param>
    /// <param name="isNew">Whether the key had none.</param>
    public int FindOrAdd(UInt128 key, long expired, out bool isNew)
    {
        // Full at three quarters.
        if (used >= slots.Length - (slots.Length / 4))
        {
            Rebuild(expired);
        }

        var mask = slots.Length - 1;
        for (var at = (int)(uint)key & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot.Key == key)
            {
                isNew = false;
                return at;
            }

            if (slot.Key == UInt128.Zero)
            {
                slot.Key = key;
                used++;
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
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot.Key != UInt128.Zero && !IsAlive(in slot, expired))
            {
                // What the value refers to goes at once.
                slot.Value = default!;
                dead++;
            }
        }

        if (dead > 0 && dead == used)
        {
            (slots, used) = ([], 0);
        }
        else if (dead > 0 && dead >= used / 4)
        {
            Rebuild(expired);
        }
    }

    public static bool IsAlive(in StateSlot<T> slot, long expired) =>
        (slot.Time == 0 || slot.Time > expired) && !EqualityComparer<T>.Default.Equals(slot.Value, default);

    private void Rebuild(long expired)
    {
        var old = slots;
        var live = 0;
        foreach (ref readonly var slot in old.AsSpan())
        {
            live += slot.Key != UInt128.Zero && IsAlive(in slot, expired) ? 1 : 0;
        }

        // Between a quarter and half full afterwards.
        slots = new StateSlot<T>[Math.Max(MinSlots, (int)BitOperations.RoundUpToPowerOf2((uint)live * 2))];
        used = live;
        var mask = slots.Length - 1;
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Key != UInt128.Zero && IsAlive(in slot, expired))
            {
                var at = (int)(uint)slot.Key & mask;
                while (slots[at].Key != UInt128.Zero)
                {
                    at = (at + 1) & mask;
                }

                slots[at] = slot;
            }
        }
    }
}
