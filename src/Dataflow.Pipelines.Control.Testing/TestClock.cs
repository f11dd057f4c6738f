using Dataflow.Pipelines.Control.Testing.Hosts;
using Dataflow.Pipelines.Testing.Simulation;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>
/// The clock of a test, which only the test advances. Give it to what a pipeline waits with: an attempt that waits for this clock goes on when the test advances it. It is also the
/// <see cref="TimeProvider"/> among <see cref="RunContext.Services"/>. Thread-safe.
/// </summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>A clock.</summary>
    /// <param name="start">Its time at first.</param>
    public TestClock(DateTimeOffset start) => Virtual = new VirtualTime(start.ToUniversalTime());

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => Virtual.TimestampFrequency;

    internal VirtualTime Virtual { get; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Virtual.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => Virtual.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return AttemptWatch.Current is { } attempt ? new WatchedTimer(Virtual, attempt, callback, state, dueTime, period) : Virtual.CreateTimer(callback, state, dueTime, period);
    }
}
