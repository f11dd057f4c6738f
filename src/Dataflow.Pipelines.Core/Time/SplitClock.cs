using System.ComponentModel;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// The watermark of one source lane: the least of the latest event times of its splits that are not idle. Owned by
/// the lane. Times are UTC ticks; idleness is measured in ticks of a monotonic clock, which setting the wall clock does not change.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SplitClock
{
    private const long Unseen = long.MinValue;
    private readonly WatermarkPolicy _policy;
    private Entry[] _splits = [];
    private long _limit = long.MaxValue;
    private long _elapsed;
    private long _behind;
    private bool _isAssigned;

    /// <summary>A clock without splits.</summary>
    public SplitClock(WatermarkPolicy policy) => _policy = policy;

    /// <summary>The watermark at the last call of <see cref="Advance"/>.</summary>
    public long Watermark { get; private set; } = long.MinValue;

    /// <summary>Whether all splits are idle, or it is known that there are none: the lane holds no watermark back downstream.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>
    /// Records before the watermark that the lane had when their split was assigned to it: their windows had closed. Any thread may read it.
    /// </summary>
    internal long Behind => Volatile.Read(ref _behind);

    /// <summary>Whether it is known that there are no splits.</summary>
    internal bool IsVacant => _isAssigned && !Array.Exists(_splits, static s => s.IsAssigned);

    /// <summary>Registers the event time of a record.</summary>
    /// <returns>False where it is further ahead than allowed: the record must be rejected, the watermark did not move.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Observe(int split, long ticks)
    {
        if (ticks > _limit)
        {
            return false;
        }

        // Only a usable time keeps a split active: one that sends only others would hold the watermark back indefinitely.
        ref var entry = ref _splits[split];
        entry.ActiveAt = _elapsed;
        if (ticks > entry.Latest)
        {
            entry.Latest = ticks;
        }

        if (ticks < entry.JoinedAt)
        {
            _behind++;
        }

        return true;
    }

    /// <summary>Why <see cref="Observe"/> rejected a time.</summary>
    public string TooFarAhead(long ticks)
    {
        var time = EventTime.ToInstant(ticks);
        return $"event time {time:yyyy-MM-ddTHH:mm:ss.fffZ} is more than {_policy.MaxAhead} ahead of the processing time";
    }

    /// <summary>Sets the current time for the records that follow.</summary>
    /// <param name="nowTicks">Processing time, UTC ticks.</param>
    /// <param name="elapsedTicks">The monotonic clock.</param>
    internal void Begin(long nowTicks, long elapsedTicks)
    {
        _elapsed = elapsedTicks;
        _limit = _policy.MaxAhead is { } ahead ? EventTime.Add(nowTicks, ahead.Ticks) : long.MaxValue;
    }

    /// <summary>
    /// The splits of the lane are known: a clock without splits is idle from now on. Before that, and while splits move between readers, it is not: it
    /// would let others advance past the records that it is about to read.
    /// </summary>
    /// <param name="isKnown">False while splits are being moved.</param>
    internal void SetAssigned(bool isKnown) => _isAssigned = isKnown;

    /// <summary>A split is assigned to the lane.</summary>
    /// <returns>Whether the watermark is ahead of the latest event time of the split: it never decreases, so records in between are late here.</returns>
    internal bool Add(int split, long latest, long elapsedTicks)
    {
        if (split >= _splits.Length)
        {
            Array.Resize(ref _splits, Math.Max(split + 1, _splits.Length * 2));
        }

        _splits[split] = new Entry { IsAssigned = true, Latest = latest, ActiveAt = elapsedTicks, JoinedAt = Watermark };
        return latest != Unseen && latest < Watermark;
    }

    /// <summary>No record of the split follows: it no longer holds the watermark back.</summary>
    internal void End(int split) => _splits[split].HasEnded = true;

    internal void Remove(int split) => _splits[split] = default;

    internal long Latest(int split) => _splits[split].Latest;

    /// <summary>The lane does not read: that does not make its splits idle.</summary>
    internal void Touch(long elapsedTicks)
    {
        foreach (ref var split in _splits.AsSpan())
        {
            split.ActiveAt = elapsedTicks;
        }
    }

    /// <summary>Recomputes watermark and idleness; the watermark never decreases.</summary>
    internal void Advance(long elapsedTicks)
    {
        var least = long.MaxValue;
        int active = 0, assigned = 0;
        foreach (ref var split in _splits.AsSpan())
        {
            if (!split.IsAssigned)
            {
                continue;
            }

            assigned++;
            if (split.HasEnded)
            {
                continue;
            }

            if (_policy.IdleTimeout is { } idle && elapsedTicks - split.ActiveAt >= idle.Ticks)
            {
                continue;
            }

            active++;
            least = Math.Min(least, split.Latest);
        }

        IsIdle = active == 0 && (assigned > 0 || _isAssigned);
        if (active > 0 && least != Unseen)
        {
            Watermark = Math.Max(Watermark, EventTime.Behind(least, _policy.MaxOutOfOrderness.Ticks));
        }
    }

    internal void Restore(long watermark) => Watermark = Math.Max(Watermark, EventTime.Behind(watermark, 0));

    private struct Entry
    {
        public bool IsAssigned;
        public bool HasEnded;
        public long Latest;
        public long ActiveAt;
        public long JoinedAt;
    }
}
