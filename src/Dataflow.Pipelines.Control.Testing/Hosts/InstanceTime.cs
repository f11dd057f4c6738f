namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>The clock of one host: when the host is killed, its timers do nothing any more. Thread-safe.</summary>
internal sealed class InstanceTime(TimeProvider time) : TimeProvider
{
    private volatile bool _isStopped;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    /// <summary>The host was killed.</summary>
    public void Stop() => _isStopped = true;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(
            given =>
            {
                if (!_isStopped)
                {
                    callback(given);
                }
            },
            state,
            dueTime,
            period);
}
