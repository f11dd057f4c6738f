using System.Globalization;

namespace StreamingDataCleaning.LoadGenerator;

/// <summary>Durations in the notation of the pipeline: <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>1h</c>; a bare number is seconds.</summary>
internal static class DurationOption
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <exception cref="FormatException">It is not a duration.</exception>
    internal static TimeSpan Parse(string text)
    {
        var (unit, seconds) = Units.FirstOrDefault(candidate => text.EndsWith(candidate.Unit, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromSeconds(number * seconds)
            : throw new FormatException($"'{text}' is no duration; write 500ms, 10s, 5m or 1h.");
    }
}
