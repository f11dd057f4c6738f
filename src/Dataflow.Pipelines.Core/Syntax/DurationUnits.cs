namespace Dataflow.Pipelines.Syntax;

/// <summary>The units of a duration's text.</summary>
internal static class DurationUnits
{
    /// <summary>Ticks of a unit; 0 for an unknown unit.</summary>
    public static long TicksOf(string unit) =>
        unit switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
}
