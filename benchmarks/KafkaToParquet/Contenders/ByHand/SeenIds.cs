namespace KafkaToParquet.Contenders.ByHand;

/// <summary>The ids of the last minutes: a set of hashes for each minute of event time, which is dropped as one.</summary>
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
            // As many as the fullest minute: no growing on the way.
            own = new HashSet<UInt128>(_minutes.Count == 0 ? 0 : _minutes.Max(static m => m.Ids.Count));
            _minutes.Add((end, own));
        }

        return own.Add(id);
    }

    public void Forget(long watermark) => _minutes.RemoveAll(minute => minute.End + within.Ticks <= watermark);
}
