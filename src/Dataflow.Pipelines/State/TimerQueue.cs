namespace Dataflow.Pipelines.State;

/// <summary>
/// The timers of a node in one lane, of event time and of processing time. A generated loop takes those that are due, in the order
/// of their times. Owned by the lane.
/// </summary>
public sealed class TimerQueue
{
    // Timers between two flushes of what they put out.
    private const int Round = 1024;

    // Set by a handler for a time that it cannot have in this round: they stand from the next one on.
    private readonly List<(TimerSet Set, TimerEntry Timer)> deferred = [];
    private TimerSet? firing;
    private TimerEntry current;
    private long before;
    private long watermark;
    private bool isEnd;
    private int left;

    /// <summary>
    /// Where the timer at hand is in event time, UTC ticks, for the TTL of its state: its own time or, of a timer of processing time, the
    /// watermark; <see cref="long.MinValue"/> while there is none.
    /// </summary>
    public long EventTicks => firing == Processing ? watermark : current.Ticks;

    internal TimerSet Event { get; } = new();

    internal TimerSet Processing { get; } = new();

    internal int Count => Event.Count + Processing.Count;

    /// <summary>The timers of a key, as its method is given them.</summary>
    public Timers Of(UInt128 key) => new(this, key);

    /// <summary>The next timer that is due.</summary>
    /// <param name="key">Fingerprint of the key that set it.</param>
    /// <param name="ticks">Its time, UTC ticks.</param>
    public bool TryTake(out UInt128 key, out long ticks)
    {
        if (left-- > 0 && firing!.TryTake(before, out current))
        {
            (key, ticks) = (current.Key, current.Ticks);
            return true;
        }

        (key, ticks) = (default, 0);
        return false;
    }

    /// <summary>Begins with the timers of a clock; the handlers' own that are not later than the one that sets them wait for the next time.</summary>
    /// <param name="set">The clock's timers.</param>
    /// <param name="limit">Those before this time are due; <see cref="long.MaxValue"/> is the end of the data, when a timer that a handler sets does not fire any more.</param>
    /// <param name="latest">The watermark behind which the timers fire; <see cref="long.MinValue"/>: there is none yet.</param>
    internal void Begin(TimerSet set, long limit, long latest = long.MinValue) => (firing, before, watermark, isEnd) = (set, limit, latest, limit == long.MaxValue);

    /// <summary>Allows some more of them; false where none is due.</summary>
    internal bool Continue()
    {
        left = Round;
        return firing!.Next < before;
    }

    internal void Finish()
    {
        var fired = firing!;
        firing = null;
        foreach (var (set, timer) in deferred)
        {
            set.Add(timer);
        }

        deferred.Clear();
        fired.Trim();
    }

    internal void Set(TimerSet set, UInt128 key, long ticks)
    {
        var timer = new TimerEntry(ticks, key);
        if (set == firing && (isEnd || ticks <= current.Ticks))
        {
            deferred.Add((set, timer));
        }
        else
        {
            set.Add(timer);
        }
    }

    internal void Delete(TimerSet set, UInt128 key, long ticks)
    {
        var timer = new TimerEntry(ticks, key);
        set.Remove(timer);
        if (deferred.Count > 0)
        {
            deferred.RemoveAll(d => d.Set == set && d.Timer == timer);
        }
    }
}
