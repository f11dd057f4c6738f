using System.ComponentModel;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Windows that last as long as records follow each other within a gap.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SessionWindows
{
    private readonly long _gap;
    private readonly long _lateness;

    /// <summary>Windows of a gap.</summary>
    /// <param name="gap">A record this long after the last one still belongs to the window; above zero.</param>
    /// <param name="allowedLateness">How long a window stays open after the watermark has passed its end, not negative.</param>
    public SessionWindows(TimeSpan gap, TimeSpan allowedLateness = default)
    {
        WindowDuration.ExpectPositive(gap, nameof(gap));
        WindowDuration.ExpectNotNegative(allowedLateness, nameof(allowedLateness));
        (_gap, _lateness) = (gap.Ticks, allowedLateness.Ticks);
    }

    /// <summary>A record this long after the last one still belongs to the window.</summary>
    public TimeSpan Gap => new(_gap);

    /// <summary>How long a window stays open after the watermark has passed its end.</summary>
    public TimeSpan AllowedLateness => new(_lateness);

    /// <summary>Their description, in checkpoints and errors.</summary>
    internal string Shape => $"session {Duration.ToText(Gap)}";

    /// <summary>Exclusive end of the window whose last record has a time; UTC ticks.</summary>
    internal long EndOf(long last) => EventTime.Add(last, _gap);

    /// <summary>
    /// The watermark that closes the window whose last record has a time, UTC ticks. A record exactly at its end still belongs to it and is not
    /// late at that watermark: it closes one tick later than other windows, and its content does not depend on the order of arrival.
    /// </summary>
    internal long ClosedAt(long last) => EventTime.Add(EventTime.Add(EventTime.Add(last, _gap), _lateness), 1);

    /// <summary>Whether a record of this time alone would make a window that is closed.</summary>
    internal bool IsClosed(long ticks, long watermark) =>
        watermark != long.MinValue && (watermark == long.MaxValue || ClosedAt(ticks) <= watermark);
}
