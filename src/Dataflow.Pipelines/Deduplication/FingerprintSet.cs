using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>The keys that one lane has seen within a span of event time: a table per key group. Owned by the lane.</summary>
internal sealed class FingerprintSet : IDisposable
{
    private readonly FingerprintTable[] groups = new FingerprintTable[KeyGroups.Count];
    private readonly FingerprintScratch scratch = new();
    private readonly long unit;
    private readonly int within;
    private readonly long withinTicks;
    private long watermark = long.MinValue;
    private uint expired;
    private long sweptAt = long.MinValue;
    private int sweep;

    public FingerprintSet(TimeSpan within)
    {
        // A span longer than all of time lets nothing expire.
        var ticks = Math.Min(within.Ticks, EventTime.Span);

        // Milliseconds up to 12 days; coarser above, so that a span is at most 2^30 units and wraps are told apart. Times are told apart
        // over 2^31 units: of a split that is 24 days ahead of the watermark, duplicates may pass.
        unit = Math.Max(TimeSpan.TicksPerMillisecond, (ticks >> 30) + 1);
        withinTicks = ticks;
        this.within = (int)((ticks + unit - 1) / unit);
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = new FingerprintTable(scratch);
        }
    }

    /// <summary>The latest watermark that was no end of the data; UTC ticks.</summary>
    public long Watermark => watermark;

    /// <summary>Bytes outside the managed heap.</summary>
    public long Bytes => groups.Sum(static g => g.Bytes) + scratch.Bytes;

    /// <summary>Brings the place of a key into the cache ahead of its use.</summary>
    public void Prefetch(UInt128 key) => groups[KeyGroups.Of(key)].Prefetch((ulong)(key >> 64));

    /// <summary>Notes a key unless it was seen within the span.</summary>
    /// <param name="key">Fingerprint of the key.</param>
    /// <param name="ticks">Event time of the record, UTC ticks.</param>
    /// <param name="isRemembered">Whether the key was noted; a record older than the span behind the watermark is new, but not noted.</param>
    /// <returns>Whether the key is new.</returns>
    public bool TryAdd(UInt128 key, long ticks, out bool isRemembered)
    {
        isRemembered = watermark == long.MinValue || ticks > watermark - withinTicks;
        return !isRemembered
            || groups[KeyGroups.Of(key)].TryAdd((ulong)(key >> 64), (ulong)key, Encode(ticks), within, expired == 0 ? BeforeAll(Encode(ticks)) : expired);
    }

    /// <summary>Lets go of keys whose span has passed; gives the memory of one group after the other back.</summary>
    public void Advance(long ticks)
    {
        if (ticks is long.MaxValue or long.MinValue)
        {
            return;
        }

        // Encoded times wrap after 2^32 units: after a jump an old key would look like one to come, so a jump goes in steps.
        var stride = unit << 30;
        while (watermark != long.MinValue && ticks - watermark > stride)
        {
            watermark += stride;
            Sweep(Encode(watermark - withinTicks), groups);
        }

        watermark = ticks;
        expired = Encode(ticks - withinTicks);
        if (sweptAt == long.MinValue)
        {
            sweptAt = ticks;
        }

        // Each group once a span, so that the work is spread and memory follows the traffic down.
        var step = Math.Max(1, withinTicks / groups.Length);
        for (var n = 0; sweptAt + step <= ticks && n < groups.Length; n++, sweptAt += step)
        {
            Sweep(expired, groups.AsSpan(sweep, 1));
            sweep = (sweep + 1) % groups.Length;
        }

        sweptAt = Math.Max(sweptAt, ticks - step);
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
        foreach (var group in groups)
        {
            group.Dispose();
        }

        scratch.Dispose();
    }

    // Without a watermark nothing has expired: another split may still bring what is far behind this record. Times are told
    // apart up to this far on both sides of it.
    private static uint BeforeAll(uint time) => time - (1u << 30);

    private uint Encode(long ticks) => (uint)EventTime.FloorDivide(ticks, unit);
}
