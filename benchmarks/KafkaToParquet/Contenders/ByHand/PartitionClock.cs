namespace KafkaToParquet.Contenders.ByHand;

/// <summary>The watermark: ten seconds behind the slowest partition; a partition that is idle for 30 seconds does not count.</summary>
internal sealed class PartitionClock
{
    private readonly long[] _latest;
    private readonly long[] _activeAt;

    public PartitionClock(int partitions)
    {
        _latest = new long[partitions];
        _activeAt = new long[partitions];
        _activeAt.AsSpan().Fill(TimeProvider.System.GetUtcNow().UtcTicks);
    }

    public long Watermark { get; private set; }

    public void Observe(int partition, long ticks)
    {
        if (ticks > _latest[partition])
        {
            _latest[partition] = ticks;
            _activeAt[partition] = 0;
        }
    }

    public void Advance(long now)
    {
        var least = long.MaxValue;
        for (var i = 0; i < _latest.Length; i++)
        {
            // 0: its event time has advanced since the last call.
            _activeAt[i] = _activeAt[i] == 0 ? now : _activeAt[i];
            if (now - _activeAt[i] < 30 * TimeSpan.TicksPerSecond)
            {
                least = Math.Min(least, _latest[i]);
            }
        }

        if (least != long.MaxValue)
        {
            Watermark = Math.Max(Watermark, least - (10 * TimeSpan.TicksPerSecond));
        }
    }
}
