using System.ComponentModel;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// The timers of a node in one lane, of event time and of processing time. A generated loop takes those that are due, in the order
/// of their times. Owned by the lane.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimerQueue
{
    // Timers between two flushes of their output.
    private const int Round = 1024;

    // Set by a handler for a time that cannot fire in this round: they are added after it.
    private readonly List<(TimerSet Set, TimerEntry Timer)> _deferred = [];
    private TimerSet? _firing;
    private TimerEntry _current;
    private long _before;
    private long _watermark;
    private bool _isEnd;
    private int _left;

    /// <summary>
    /// Event time of the current timer, UTC ticks, for the TTL of its state: its own time or, for a timer of processing time, the
    /// watermark; <see cref="long.MinValue"/> while there is none.
    /// </summary>
    public long EventTicks => _firing == Processing ? _watermark : _current.Ticks;

    internal TimerSet Event { get; } = new();

    internal TimerSet Processing { get; } = new();

    internal int Count => Event.Count + Processing.Count;

    /// <summary>The timers of a key, as its method receives them.</summary>
    public Timers Of(UInt128 key) => new(this, key);

    /// <summary>The next timer that is due.</summary>
    /// <param name="key">Fingerprint of the key that set it.</param>
    /// <param name="ticks">Its time, UTC ticks.</param>
    public bool TryTake(out UInt128 key, out long ticks)
    {
        if (_left-- > 0 && _firing!.TryTake(_before, out _current))
        {
            (key, ticks) = (_current.Key, _current.Ticks);
            return true;
        }

        (key, ticks) = (default, 0);
        return false;
    }

    /// <summary>Begins with the timers of a clock; a timer that a handler sets, and that is not later than the current one, is deferred to the next call.</summary>
    /// <param name="set">The clock's timers.</param>
    /// <param name="limit">Those before this time are due; <see cref="long.MaxValue"/> is the end of the data: a timer that a handler sets then does not fire.</param>
    /// <param name="latest">The watermark at which the timers fire; <see cref="long.MinValue"/>: there is none yet.</param>
    internal void Begin(TimerSet set, long limit, long latest = long.MinValue) => (_firing, _before, _watermark, _isEnd) = (set, limit, latest, limit == long.MaxValue);

    /// <summary>Starts a round of them; false where none is due.</summary>
    internal bool Continue()
    {
        _left = Round;
        return _firing!.Next < _before;
    }

    /// <summary>The keys of the timers of the round that <see cref="Continue"/> has started.</summary>
    internal ReadOnlyMemory<UInt128> KeysOfRound()
    {
        List<UInt128> keys = [];
        _firing!.Peek(_before, Round, keys);
        return keys.ToArray();
    }

    internal void Finish()
    {
        var fired = _firing!;
        _firing = null;
        foreach (var (set, timer) in _deferred)
        {
            set.Add(timer);
        }

        _deferred.Clear();
        fired.Trim();
    }

    internal void Set(TimerSet set, UInt128 key, long ticks)
    {
        var timer = new TimerEntry(ticks, key);
        if (set == _firing && (_isEnd || ticks <= _current.Ticks))
        {
            _deferred.Add((set, timer));
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
        if (_deferred.Count > 0)
        {
            _deferred.RemoveAll(d => d.Set == set && d.Timer == timer);
        }
    }
}
