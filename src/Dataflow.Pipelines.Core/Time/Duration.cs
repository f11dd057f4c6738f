using System.Globalization;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Time;

/// <summary>Durations as text: a number and a unit, <c>500ms 10s 5m 24h 7d</c>; a day is 24 hours.</summary>
public static class Duration
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>The duration rounded to whole seconds, for messages: <c>70s</c>.</summary>
    internal static string ToSeconds(TimeSpan duration) => ToText(TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds)));

    /// <summary>Writes a duration in the largest unit of which it is a whole number, below a second in ms; zero is <c>0s</c>.</summary>
    public static string ToText(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        foreach (var (unit, ticks) in Units)
        {
            if (duration.Ticks % ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerMillisecond:0.####}ms");
    }

    /// <summary>Reads a duration.</summary>
    /// <returns>False where the text is not a duration, or the duration is negative or longer than a <see cref="TimeSpan"/>.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        text = text.Trim();
        var unit = text.Length;
        while (unit > 0 && char.IsAsciiLetter(text[unit - 1]))
        {
            unit--;
        }

        var ticks = DurationUnits.TicksOf(text[unit..]);
        if (ticks == 0)
        {
            // 00:05:00 is accepted too, for existing configurations.
            return unit == text.Length && text.Contains(':', StringComparison.Ordinal)
                && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        if (!decimal.TryParse(text.AsSpan(0, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / ticks)
        {
            return false;
        }

        duration = new TimeSpan((long)(number * ticks));
        return true;
    }
}
