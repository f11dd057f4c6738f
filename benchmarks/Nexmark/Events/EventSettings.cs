namespace Nexmark.Events;

/// <summary>The settings of the events: the same settings give the same events.</summary>
internal sealed record EventSettings
{
    /// <summary>Events of all kinds.</summary>
    public required long Count { get; init; }

    /// <summary>Events per second of event time.</summary>
    public long Rate { get; init; } = 10_000;

    /// <summary>Size of the groups within which events are out of order; 1: in order.</summary>
    public int OutOfOrderGroup { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    /// <summary>Time of the first event.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far an event may be behind the latest one.</summary>
    public TimeSpan OutOfOrderness => TimeSpan.FromSeconds((double)OutOfOrderGroup / Rate);
}
