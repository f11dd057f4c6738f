using System.Numerics;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>The keys that one lane has received within the TTL, in event time: a table per key group. Owned by the lane.</summary>
internal sealed class FingerprintSet : IDisposable
{
    private readonly FingerprintTable[] _groups = new FingerprintTable[KeyGroups.Count];
    private readonly FingerprintScratch _scratch = new();
    private readonly long _unit;
    private readonly int _within;
    private readonly long _withinTicks;
    private long _watermark = long.MinValue;

    // A time near the encoded ones, until there is a watermark.
    private long _anchor = long.MinValue;
    private uint _expired;
    private long _sweptAt = long.MinValue;
    private int _sweep;

    public FingerprintSet(TimeSpan within)
    {
        // With a TTL longer than the range of event time, nothing expires.
        var ticks = Math.Min(within.Ticks, EventTime.Span);

        // Milliseconds up to 12 days; coarser above, so that a TTL is at most 2^30 units and wraps are recognized. Times are distinct
        // over 2^31 units: of a split that is 24 days ahead of the watermark, duplicates may pass.
        _unit = Math.Max(TimeSpan.TicksPerMillisecond, (ticks >> 30) + 1);
        _withinTicks = ticks;
        _within = (int)((ticks + _unit - 1) / _unit);
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i] = new FingerprintTable(_scratch);
        }
    }

    /// <summary>The latest watermark, except the end of the data; UTC ticks.</summary>
    public long Watermark => _watermark;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => _groups.Sum(static g => g.Bytes) + _scratch.Bytes;

    /// <summary>Keys in the tables; some of them have expired.</summary>
    public long Count => _groups.Sum(static g => (long)g.Used);

    /// <summary>
    /// The keys that have not expired, with their event times, UTC ticks: both in the precision of the set (96 bits and the key group of a key, the
    /// unit of the times), so that a set filled with them is equal. Their order is spread over each table: in the order of its buckets they
    /// would accumulate at the front of another that still grows.
    /// </summary>
    public IEnumerable<(UInt128 Key, long Ticks)> Entries()
    {
        for (var group = 0; group < _groups.Length; group++)
        {
            var end = _groups[group].End;
            var step = StepFor(end);
            for (int i = 0, at = 0; i < end; i++, at = (int)(((long)at + step) % end))
            {
                if (_groups[group].TryGet(at, out var slot) && (_expired == 0 || (int)(slot.Time - _expired) > 0))
                {
                    yield return (new UInt128(((ulong)group << 57) | ((ulong)slot.High << 25), slot.Low), Decode(slot.Time));
                }
            }
        }
    }

    /// <summary>Prefetches the bucket of a key into the CPU cache.</summary>
    public void Prefetch(UInt128 key) => _groups[KeyGroups.Of(key)].Prefetch((ulong)(key >> 64));

    /// <summary>Adds a key unless it was received within the TTL.</summary>
    /// <param name="key">Fingerprint of the key.</param>
    /// <param name="ticks">Event time of the record, UTC ticks.</param>
    /// <param name="isRemembered">Whether the key was stored; a record that is behind the watermark by the TTL or more is new, but not stored.</param>
    /// <returns>Whether the key is new.</returns>
    public bool TryAdd(UInt128 key, long ticks, out bool isRemembered)
    {
        isRemembered = _watermark == long.MinValue || ticks > _watermark - _withinTicks;
        _anchor = _watermark == long.MinValue && _anchor == long.MinValue ? ticks : _anchor;
        return !isRemembered
            || _groups[KeyGroups.Of(key)].TryAdd((ulong)(key >> 64), (ulong)key, Encode(ticks), _within, _expired == 0 ? BeforeAll(Encode(ticks)) : _expired);
    }

    /// <summary>Expires keys whose TTL has passed; releases the memory of one group after the other.</summary>
    public void Advance(long ticks)
    {
        if (ticks is long.MaxValue or long.MinValue)
        {
            return;
        }

        // Encoded times wrap after 2^32 units: after a jump an old time would look like a future one, so a jump is made in steps.
        var stride = _unit << 30;
        while (_watermark != long.MinValue && ticks - _watermark > stride)
        {
            _watermark += stride;
            Sweep(Encode(_watermark - _withinTicks), _groups);
        }

        _watermark = ticks;
        _expired = Encode(ticks - _withinTicks);
        if (_sweptAt == long.MinValue)
        {
            _sweptAt = ticks;
        }

        // Each group once per TTL, so that the work is spread and memory shrinks with the traffic.
        var step = Math.Max(1, _withinTicks / _groups.Length);
        for (var n = 0; _sweptAt + step <= ticks && n < _groups.Length; n++, _sweptAt += step)
        {
            Sweep(_expired, _groups.AsSpan(_sweep, 1));
            _sweep = (_sweep + 1) % _groups.Length;
        }

        _sweptAt = Math.Max(_sweptAt, ticks - step);
    }

    private static void Sweep(uint expired, ReadOnlySpan<FingerprintTable> tables)
    {
        foreach (var table in tables)
        {
            if (table.Used > 0)
            {
                table.Rebuild(expired);
            }
        }
    }

    public void Dispose()
    {
        foreach (var group in _groups)
        {
            group.Dispose();
        }

        _scratch.Dispose();
    }

    // Without a watermark nothing has expired: another split may still send records far behind this one. Times are distinct
    // up to this distance on both sides of it.
    private static uint BeforeAll(uint time) => time - (1u << 30);

    private uint Encode(long ticks) => (uint)EventTime.FloorDivide(ticks, _unit);

    private long Decode(uint time)
    {
        var near = EventTime.FloorDivide(_watermark == long.MinValue ? _anchor : _watermark, _unit);
        return (near + (int)(time - (uint)near)) * _unit;
    }

    // Coprime with the number of slots, so that the steps visit each slot once; near the golden ratio, so that a few steps are spread evenly.
    private static int StepFor(int slots)
    {
        var step = Math.Max(1, (int)(slots * 0.618));
        while (!BigInteger.GreatestCommonDivisor(slots, step).IsOne)
        {
            step++;
        }

        return step;
    }
}
