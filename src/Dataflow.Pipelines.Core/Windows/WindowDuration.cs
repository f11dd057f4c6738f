using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Windows;

/// <summary>Durations that an input gives are known at start only: they are checked there, in words that name them.</summary>
internal static class WindowDuration
{
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void ExpectPositive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must be above zero, and is {Duration.ToText(value)}.");
        }

        // Boundaries of longer ones would not fit in 64 bits of ticks.
        if (value.Ticks > EventTime.Span)
        {
            throw new ArgumentOutOfRangeException(
                name, $"The {name} of windows must not be longer than {Duration.ToText(new TimeSpan(EventTime.Span))}, which is all of time, and is {Duration.ToText(value)}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is.</exception>
    public static void ExpectNotNegative(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must not be negative, and is {Duration.ToText(value)}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is longer.</exception>
    public static void ExpectAtMost(TimeSpan value, string name, TimeSpan limit, string limitName)
    {
        if (value > limit)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must not be longer than their {limitName}: it is {Duration.ToText(value)}, and the {limitName} {Duration.ToText(limit)}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void ExpectBelow(TimeSpan value, string name, TimeSpan limit, string limitName)
    {
        if (value >= limit)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must be shorter than their {limitName}: it is {Duration.ToText(value)}, and the {limitName} {Duration.ToText(limit)}.");
        }
    }
}
