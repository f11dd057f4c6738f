using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Options of an <see cref="AlertSender"/>. With the defaults the last attempt is about an hour after the first.</summary>
internal sealed record AlertSenderOptions
{
    /// <summary>Where the delays get their jitter from; used by the constructor of the sender only.</summary>
    public required Random Random { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where failures to deliver are written, besides the delivery log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Attempts for each notification, the first one included.</summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>Time of one attempt.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Delay after the first attempt. It doubles: 30 s · (1 + 2 + ... + 64) is 63 minutes.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No delay is longer, whatever a receiver asks for in Retry-After.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Notifications that wait on each channel.</summary>
    public int QueueCapacity { get; init; } = 1000;

    /// <summary>How long a stop may take while it sends what waits; zero stops at once.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Throws where a value makes no sense.</summary>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AttemptTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelay, FirstDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(QueueCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainLimit, TimeSpan.Zero);
    }
}
