using System.Numerics;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>The keys that one lane has seen within a span of event time: a table per key group. Owned by the lane.</summary>
internal sealed class FingerprintSet : IDisposable
{
    private readonly FingerprintTable[] _groups = new FingerprintTable[KeyGroups.Count];
    private readonly FingerprintScratch _scratch = new();
    private readonly long _unit;
    private readonly int _within;
    private readonly long _withinTicks;
    private long _watermark = long.MinValue;

    // A time that the encoded ones are near to, before there is a watermark.
    private long _anchor = long.MinValue;
    private uint _expired;
    private long _sweptAt = long.MinValue;
    private int _sweep;

    public FingerprintSet(TimeSpan within)
    {
        // A span longer than all of time lets nothing expire.
        var ticks = Math.Min(within.Ticks, EventTime.Span);

        // Milliseconds up to 12 days; coarser above, so that a span is at most 2^30 units and wraps are told apart. Times are told apart
        // over 2^31 units: of a split that is 24 days ahead of the watermark, duplicates may pass.
        _unit = Math.Max(TimeSpan.TicksPerMillisecond, (ticks >> 30) + 1);
        _withinTicks = ticks;
        _within = (int)((ticks + _unit - 1) / _unit);
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i] = new FingerprintTable(_scratch);
        }
    }

    /// <summary>The latest watermark that was no end of the data; UTC ticks.</summary>
    public long Watermark => _watermark;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => _groups.Sum(static g => g.Bytes) + _scratch.Bytes;

    /// <summary>Keys in the tables; some of them have expired.</summary>
    public long Count => _groups.Sum(static g => (long)g.Used);

    /// <summary>
    /// The keys that have not expired, with their event times, UTC ticks: both as exact as the set remembers them (96 bits and the key group of a key, the
    /// unit of the times), so that another set which is given them remembers the same. From all over a table: in the order of its buckets they
    /// would pile up at the front of another that still grows.
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

    /// <summary>Brings the place of a key into the cache ahead of its use.</summary>
    public void Prefetch(UInt128 key) => _groups[KeyGroups.Of(key)].Prefetch((ulong)(key >> 64));

    /// <summary>Notes a key unless it was seen within the span.</summary>
    /// <param name="key">Fingerprint of the key.</param>
    /// <param name="ticks">Event time of the record, UTC ticks.</param>
    /// <param name="isRemembered">Whether the key was noted; a record older than the span behind the watermark is new, but not noted.</param>
    /// <returns>Whether the key is new.</returns>
    public bool TryAdd(UInt128 key, long ticks, out bool isRemembered)
    {
        isRemembered = _watermark == long.MinValue || ticks > _watermark - _withinTicks;
        _anchor = _watermark == long.MinValue && _anchor == long.MinValue ? ticks : _anchor;
        return !isRemembered
            || _groups[KeyGroups.Of(key)].TryAdd((ulong)(key >> 64), (ulong)key, Encode(ticks), _within, _expired == 0 ? BeforeAll(Encode(ticks)) : _expired);
    }

    /// <summary>Lets go of keys whose span has passed; gives the memory of one group after the other back.</summary>
    public void Advance(long ticks)
    {
        if (ticks is long.MaxValue or long.MinValue)
        {
            return;
        }

        // Encoded times wrap after 2^32 units: after a jump an old key would look like one to come, so a jump goes in steps.
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

        // Each group once a span, so that the work is spread and memory follows the traffic down.
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

    // Without a watermark nothing has expired: another split may still bring what is far behind this record. Times are told
    // apart up to this far on both sides of it.
    private static uint BeforeAll(uint time) => time - (1u << 30);

    private uint Encode(long ticks) => (uint)EventTime.FloorDivide(ticks, _unit);

    private long Decode(uint time)
    {
        var near = EventTime.FloorDivide(_watermark == long.MinValue ? _anchor : _watermark, _unit);
        return (near + (int)(time - (uint)near)) * _unit;
    }

    // Steps of it pass each slot once, as they have no divisor in common; near the golden section, so that any few steps are spread evenly.
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
