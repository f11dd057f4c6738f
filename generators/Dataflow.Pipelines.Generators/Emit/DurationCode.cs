using System;
using System.Globalization;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit;

/// <summary>Writes durations as C# expressions.</summary>
internal static class DurationCode
{
    private static readonly (long Ticks, string Factory)[] Factories =
    [
        (TimeSpan.TicksPerDay, "FromDays"),
        (TimeSpan.TicksPerHour, "FromHours"),
        (TimeSpan.TicksPerMinute, "FromMinutes"),
        (TimeSpan.TicksPerSecond, "FromSeconds"),
        (TimeSpan.TicksPerMillisecond, "FromMilliseconds"),
    ];

    /// <summary>The duration of an attribute: a constant, or the input that it names, of the variable <c>pipeline</c>.</summary>
    public static string Of(PipelineModel pipeline, TextModel text)
    {
        var duration = DurationText.Parse(text.Text);
        if (duration.Input is not null)
        {
            foreach (var input in pipeline.Inputs)
            {
                if (input.Id == duration.Input)
                {
                    return "pipeline." + TypeParser.Identifier(input.Name);
                }
            }
        }

        return Constant(duration.Ticks);
    }

    private static string Constant(long ticks)
    {
        foreach (var (unit, factory) in Factories)
        {
            if (ticks != 0 && ticks % unit == 0)
            {
                return "sys::TimeSpan." + factory + "(" + (ticks / unit).ToString(CultureInfo.InvariantCulture) + ")";
            }
        }

        return "sys::TimeSpan.Zero";
    }
}
