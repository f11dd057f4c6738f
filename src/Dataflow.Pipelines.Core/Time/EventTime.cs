using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Time;

/// <summary>
/// Arithmetic of event time in UTC ticks. Records have times from <see cref="Earliest"/> to <see cref="Latest"/>; sums with durations
/// saturate instead of wrapping around. The watermarks before and after all times (<see cref="long.MinValue"/> and
/// <see cref="long.MaxValue"/>) do not change, and no sum becomes one of them.
/// </summary>
internal static class EventTime
{
    /// <summary>Ticks of <see cref="DateTimeOffset.MinValue"/>.</summary>
    public const long Earliest = 0;

    /// <summary>Ticks of <see cref="DateTimeOffset.MaxValue"/>.</summary>
    public const long Latest = 3_155_378_975_999_999_999;

    /// <summary>The duration from the first instant to the end of the last one; a longer one has the same effect.</summary>
    public const long Span = Latest + 1;

    /// <summary>A time that is later by a duration, or earlier by a negative one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long ticks, long duration)
    {
        if (ticks is long.MinValue or long.MaxValue)
        {
            return ticks;
        }

        var sum = unchecked(ticks + duration);

        // Overflow: both operands have one sign, and the sum has the other.
        if (((ticks ^ sum) & (duration ^ sum)) < 0)
        {
            sum = duration > 0 ? long.MaxValue : long.MinValue;
        }

        return Math.Clamp(sum, long.MinValue + 1, long.MaxValue - 1);
    }

    /// <summary>A time that is earlier by a duration that is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Subtract(long ticks, long duration) => Add(ticks, -duration);

    /// <summary>A watermark that is earlier by a duration, but not before the first instant, because no record is earlier.</summary>
    public static long Behind(long watermark, long duration) =>
        watermark == long.MinValue ? watermark : Math.Max(Earliest, Subtract(watermark, duration));

    /// <summary>The nearest time that a record can have: a window may begin before the first instant, and end after the last.</summary>
    public static long Clamp(long ticks) => Math.Clamp(ticks, Earliest, Latest);

    /// <inheritdoc cref="Clamp"/>
    public static DateTimeOffset ToInstant(long ticks) => new(Clamp(ticks), TimeSpan.Zero);

    /// <summary>Whole units up to a time or in a duration; rounded down, before the epoch and for negative durations too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDivide(long ticks, long unit)
    {
        var quotient = ticks / unit;
        return ticks - (quotient * unit) < 0 ? quotient - 1 : quotient;
    }
}
