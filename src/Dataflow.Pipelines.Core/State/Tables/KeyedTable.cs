using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The values of one lane, by key: a <see cref="StateTable{T, TLife}"/> for each key group, so that a rebuild concerns 1/128
/// of the keys at a time. Owned by the lane.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TLife">Which values are gone.</typeparam>
internal sealed class KeyedTable<T, TLife>
    where TLife : struct, IStateLife<T>
{
    private readonly StateTable<T, TLife>[] _groups = new StateTable<T, TLife>[KeyGroups.Count];

    // Values that were removed since the last sweep, by group.
    private readonly int[] _removed = new int[KeyGroups.Count];

    public KeyedTable()
    {
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i] = new StateTable<T, TLife>();
        }
    }

    public long Bytes => _groups.Sum(static g => g.Bytes);

    /// <summary>Occupied slots, including those of values that are gone.</summary>
    public long Used => _groups.Sum(static g => (long)g.Used);

    public ReadOnlySpan<StateTable<T, TLife>> Groups => _groups;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(UInt128 key) => _groups[KeyGroups.Of(key)].Prefetch(key);

    /// <summary>The table that a key belongs to.</summary>
    public StateTable<T, TLife> GroupOf(UInt128 key) => _groups[KeyGroups.Of(key)];

    /// <summary>The value of a key, the default where there is none; valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Of(UInt128 key)
    {
        key = StateKey.Stored(key);
        var group = GroupOf(key);
        return ref group[group.FindOrAdd(key, long.MinValue, out _)].Value;
    }

    /// <summary>The value of a key, to be changed; the default where there is none, and no slot is added.</summary>
    public T? Find(UInt128 key)
    {
        key = StateKey.Stored(key);
        var group = GroupOf(key);
        if (group.Find(key) is not (>= 0 and var at))
        {
            return default;
        }

        group.NoteChange(at);
        return group[at].Value;
    }

    /// <summary>The value of this key is now gone. Where most values of its group are gone, their memory is freed.</summary>
    public void NoteRemoved(UInt128 key)
    {
        var group = KeyGroups.Of(StateKey.Stored(key));
        if (++_removed[group] > 64 && _removed[group] > _groups[group].Used / 2)
        {
            _removed[group] = 0;
            _groups[group].Sweep(long.MinValue);
        }
    }

    /// <summary>Sets the order of the keys; the table must be empty.</summary>
    public void SetOrder(KeyOrder order)
    {
        foreach (var group in _groups)
        {
            group.SetOrder(order);
        }
    }

    /// <summary>Tracks changes from now on; the table must be empty.</summary>
    public void TrackChanges()
    {
        foreach (var group in _groups)
        {
            group.TrackChanges();
        }
    }

    /// <summary>Keys whose values are not gone.</summary>
    /// <param name="expired">Slots whose time is not later do not count.</param>
    public long Count(long expired = long.MinValue)
    {
        long count = 0;
        foreach (var group in _groups)
        {
            foreach (ref readonly var slot in group.Slots)
            {
                count += slot.Key != UInt128.Zero && StateTable<T, TLife>.IsAlive(in slot, expired) ? 1 : 0;
            }
        }

        return count;
    }
}
