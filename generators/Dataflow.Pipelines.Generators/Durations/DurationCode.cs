using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Durations;

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

    /// <summary>A duration of a node: a constant, or the named input of the variable <c>pipeline</c> with the check of its value.</summary>
    public static string Of(PipelineModel pipeline, NodeModel node, TextModel text)
    {
        var duration = DurationText.Parse(text.Text);
        if (pipeline.Inputs.FirstOrDefault(candidate => candidate.Id == duration.Input) is not { } input)
        {
            return Constant(duration.Ticks);
        }

        var value = "pipeline." + TypeParser.Identifier(input.Name);
        var role = NodeDuration.All(node).First(candidate => ReferenceEquals(candidate.Text, text));
        return role.IsSigned ? value
            : "flow::CodeGeneration.InputDuration." + (role.MayBeZero ? "NotNegative(" : "Positive(") + value + ", " + Literals.Text(input.Id) + ", " + Literals.Text(node.Id) + ", " + Literals.Text(role.Property) + (input.IsSensitive ? ", isSensitive: true" : "") + ")";
    }

    /// <summary>For each duration of a node that an input sets: the check of the value in the variable <c>values</c>.</summary>
    public static IEnumerable<string> Checks(PipelineModel pipeline, NodeModel node) =>
        NodeDuration.All(node)
            .Where(role => !role.IsConstant && !role.IsSigned)
            .Select(role => (role, input: DurationText.Parse(role.Text.Text).Input))
            .Where(pair => pair.input is not null && pipeline.Inputs.Any(input => input.Id == pair.input))
            .Select(pair => "values." + (pair.role.MayBeZero ? "NotNegative(" : "Positive(") + Literals.Text(pair.input!) + ", " + Literals.Text(node.Id) + ", " + Literals.Text(pair.role.Property) + ");");

    /// <summary>A duration that no input can set.</summary>
    public static string OfConstant(TextModel text) => Constant(DurationText.Parse(text.Text).Ticks);

    /// <summary>A number of ticks.</summary>
    public static string OfTicks(long ticks) => Constant(ticks);

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
