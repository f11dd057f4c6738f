using System.Runtime.CompilerServices;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The values of one lane, by key: a table for each key group, returned by <see langword="ref"/>. Generated loops call it
/// directly. Owned by the lane.
/// </summary>
/// <typeparam name="T">The state of a key. A key whose state is the default again is removed.</typeparam>
public sealed class KeyedState<T>
{
    private readonly KeyedTable<T, DefaultIsGone<T>> _keys = new();
    private readonly TtlPolicy? _ttl;
    private readonly long _lifetime;
    private readonly bool _comparesWrites;

    // Current time of the TTL's clock: the watermark, or the processing time; UTC ticks.
    private long _now = long.MinValue;
    private long _sweptAt = long.MinValue;
    private int _sweep;

    // The value that was returned last, before its change.
    private T _before = default!;
    private StateTable<T, DefaultIsGone<T>> _table;
    private int _slot;
    private long _at;

    /// <summary>An empty state.</summary>
    /// <param name="ttl">How long a state lives; <see langword="null"/>: indefinitely.</param>
    public KeyedState(TtlPolicy? ttl = null)
    {
        if (ttl is not null)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl.Length, TimeSpan.Zero, nameof(ttl));
        }

        _ttl = ttl;
        _lifetime = ttl?.Length.Ticks ?? long.MaxValue;
        _comparesWrites = ttl is { Refresh: StateRefresh.OnWrite };
        _table = _keys.Groups[0];
    }

    /// <summary>Bytes of the tables.</summary>
    public long Bytes => _keys.Bytes;

    /// <summary>Keys with a state that is not the default and has not expired.</summary>
    public long Count => _keys.Count(Expired);

    /// <summary>Slots whose time is not later have expired.</summary>
    internal long Expired => _ttl is null || _now == long.MinValue ? long.MinValue : _now - _lifetime;

    /// <summary>The state of a record's key; prefetches that of a later record.</summary>
    /// <param name="keys">Fingerprints of the batch.</param>
    /// <param name="index">Index of the record.</param>
    /// <param name="ticks">Its event time, UTC ticks.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Of(ReadOnlySpan<UInt128> keys, int index, long ticks)
    {
        if (index + StateKey.Ahead < keys.Length)
        {
            _keys.Prefetch(keys[index + StateKey.Ahead]);
        }

        return ref Of(keys[index], ticks);
    }

    /// <summary>The state of a key; valid until the state of another key is requested.</summary>
    /// <param name="key">Fingerprint of the key.</param>
    /// <param name="ticks">Event time of the record or of <see cref="TimerQueue.EventTicks"/>, UTC ticks.</param>
    public ref T Of(UInt128 key, long ticks)
    {
        key = StateKey.Stored(key);
        _table = _keys.GroupOf(key);
        _slot = _table.FindOrAdd(key, Expired, out var isNew);
        ref var found = ref _table[_slot];
        if (_ttl is not null)
        {
            Refresh(ref found, isNew, ticks);
        }

        return ref found.Value;
    }

    /// <summary>The call that received the state has returned: if it changed the value, the TTL is reset.</summary>
    public void Settle()
    {
        if (_comparesWrites)
        {
            ref var found = ref _table[_slot];
            if (!EqualityComparer<T>.Default.Equals(_before, found.Value))
            {
                found.Time = Math.Max(found.Time, _at);
            }

            _before = default!;
        }
    }

    /// <summary>Advances the clocks: expired state is no longer visible, and its memory is freed in steps, all of it within one TTL.</summary>
    /// <param name="watermark">Event time, UTC ticks.</param>
    /// <param name="processing">Processing time, UTC ticks.</param>
    public void Advance(long watermark, long processing)
    {
        if (_ttl is null || Math.Max(_now, _ttl.Clock == StateClock.EventTime ? watermark : processing) is var next && (next == _now || next == long.MaxValue))
        {
            return;
        }

        _now = next;
        if (_sweptAt == long.MinValue)
        {
            _sweptAt = _now;
        }

        var step = Math.Max(1, _lifetime / KeyGroups.Count);
        for (var n = 0; n < KeyGroups.Count && _now - _sweptAt >= step; n++, _sweptAt += step)
        {
            _keys.Groups[_sweep].Sweep(Expired);
            _sweep = (_sweep + 1) % KeyGroups.Count;
        }

        _sweptAt = Math.Max(_sweptAt, _now - step);
    }

    /// <summary>Keys that have a slot, also those whose state is the default again or has expired.</summary>
    internal long Used => _keys.Used;

    internal StateTable<T, DefaultIsGone<T>> Group(int group) => _keys.Groups[group];

    internal void TrackChanges() => _keys.TrackChanges();

    internal void SetOrder(KeyOrder order) => _keys.SetOrder(order);

    // The TTL is measured at the record's own time, however far the watermark is behind it.
    private void Refresh(ref StateSlot<T> found, bool isNew, long ticks)
    {
        // Zero marks a slot whose TTL has not started, because its clock has no time yet: the first instant counts as the tick after it.
        var clock = _ttl!.Clock == StateClock.EventTime ? Math.Max(ticks, _now) : _now;
        _at = clock == long.MinValue ? 0 : Math.Max(1, clock);
        if (isNew || found.Time == 0)
        {
            found.Time = _at;
        }
        else if (_at - found.Time >= _lifetime)
        {
            (found.Value, found.Time) = (default!, _at);
        }
        else if (!_comparesWrites)
        {
            found.Time = Math.Max(found.Time, _at);
        }

        if (_comparesWrites)
        {
            _before = found.Value;
        }
    }
}
