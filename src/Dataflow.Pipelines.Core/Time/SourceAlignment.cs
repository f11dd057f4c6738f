namespace Dataflow.Pipelines.Time;

/// <summary>
/// The watermarks of the source lanes of a job, so that one far ahead of the others waits for them: its unread records stay
/// in their service, and not in the state of a join. Thread-safe; called once per chunk.
/// </summary>
internal sealed class SourceAlignment
{
    private const long Unknown = long.MinValue;
    private const long Free = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly List<Place> _places = [];

    /// <summary>Adds a lane.</summary>
    /// <param name="wake">Called when the lane waits and another has advanced.</param>
    public Place Join(Action wake)
    {
        var place = new Place(this, wake);
        lock (_gate)
        {
            _places.Add(place);
        }

        return place;
    }

    /// <summary>A lane's position in event time.</summary>
    internal sealed class Place(SourceAlignment all, Action wake)
    {
        private readonly Action _wake = wake;

        // Guarded by the gate.
        private long _watermark = Unknown;
        private bool _isWaiting;

        /// <summary>The lane's watermark, UTC ticks.</summary>
        public void Report(long ticks)
        {
            List<Action>? waiting = null;
            lock (all._gate)
            {
                if (_watermark == ticks)
                {
                    return;
                }

                _watermark = ticks;
                foreach (var other in all._places)
                {
                    if (other._isWaiting)
                    {
                        other._isWaiting = false;
                        (waiting ??= []).Add(other._wake);
                    }
                }
            }

            waiting?.ForEach(static w => w());
        }

        /// <summary>The lane is idle or has ended: no lane waits for it.</summary>
        public void Leave() => Report(Free);

        /// <summary>Whether the lane is further ahead of the slowest other lane than allowed; then it is woken when one advances.</summary>
        /// <param name="drift">Ticks.</param>
        public bool MustWait(long drift)
        {
            lock (all._gate)
            {
                // A lane without a watermark is not compared: it may never have one.
                var slowest = Free;
                foreach (var other in all._places)
                {
                    if (other != this && other._watermark != Unknown)
                    {
                        slowest = Math.Min(slowest, other._watermark);
                    }
                }

                return _isWaiting = _watermark is not (Unknown or Free) && slowest != Free && _watermark - slowest > drift;
            }
        }
    }
}
