namespace KafkaToParquet.Contenders.ByHand;

/// <summary>The ids of the last minutes: one set of hashes for each minute of event time, removed as a unit.</summary>
internal sealed class SeenIds(TimeSpan within)
{
    private readonly List<(long End, HashSet<UInt128> Ids)> _minutes = [];

    public bool TryAdd(UInt128 id, long ticks)
    {
        var end = ticks - (ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute;
        HashSet<UInt128>? own = null;
        foreach (var (minute, ids) in _minutes)
        {
            if (minute == end)
            {
                own = ids;
            }
            else if (ids.Contains(id))
            {
                return false;
            }
        }

        if (own is null)
        {
            // The size of the fullest minute, so that the set does not grow.
            own = new HashSet<UInt128>(_minutes.Count == 0 ? 0 : _minutes.Max(static m => m.Ids.Count));
            _minutes.Add((end, own));
        }

        return own.Add(id);
    }

    public void Forget(long watermark) => _minutes.RemoveAll(minute => minute.End + within.Ticks <= watermark);
}
