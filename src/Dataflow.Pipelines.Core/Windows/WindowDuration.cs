using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Windows;

/// <summary>Checks the durations of windows at start, because those of inputs are not known earlier; the messages name them.</summary>
internal static class WindowDuration
{
    /// <exception cref="ArgumentOutOfRangeException">It is not positive, or too long.</exception>
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
                name, $"The {name} of windows must not be longer than {Duration.ToText(new TimeSpan(EventTime.Span))}, which is the range of event time, and is {Duration.ToText(value)}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static void ExpectNotNegative(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must not be negative, and is {Duration.ToText(value)}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is longer than the limit.</exception>
    public static void ExpectAtMost(TimeSpan value, string name, TimeSpan limit, string limitName)
    {
        if (value > limit)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must not be longer than their {limitName}: it is {Duration.ToText(value)}, and the {limitName} {Duration.ToText(limit)}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is not below the limit.</exception>
    public static void ExpectBelow(TimeSpan value, string name, TimeSpan limit, string limitName)
    {
        if (value >= limit)
        {
            throw new ArgumentOutOfRangeException(name, $"The {name} of windows must be shorter than their {limitName}: it is {Duration.ToText(value)}, and the {limitName} {Duration.ToText(limit)}.");
        }
    }
}
