using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>Writes how the health of a source or sink is checked: as its attribute says, or, where a trigger or a message reads it, each 30 seconds.</summary>
internal static class HealthCode
{
    /// <summary>The time between two checks as a C# expression.</summary>
    public static string Interval(HealthModel? health) => health?.Interval is { } interval ? DurationCode.OfConstant(interval) : "sys::TimeSpan.FromSeconds(30)";

    /// <summary>The setting of the control node; null where the node is not checked.</summary>
    public static string? Of(PipelineGraph graph, PipelineNames names, int index)
    {
        var node = graph.Node(index);
        if (node.Feature is not ConnectorFeature || (node.Health is null && !IsRead(graph.Pipeline, node.Id)))
        {
            return null;
        }

        var connector = "static pipeline => ((" + names.Self + ")pipeline)." + TypeParser.Identifier(node.Name);
        return "Check = new(" + Interval(node.Health) + ", " + connector + ")" + (node.Health?.Endpoint is { } endpoint ? " { Endpoint = " + Literals.Text(endpoint.Text) + " }" : "");
    }

    private static bool IsRead(PipelineModel pipeline, string node) =>
        pipeline.Nodes.SelectMany(static other => other.Triggers).SelectMany(PathsOf).Any(path => path.Names.Length == 2 && path.Names[0] == node && path.Names[1] == "health");

    private static IEnumerable<PathExpression> PathsOf(TriggerModel trigger)
    {
        var condition = TriggerRule.TryParse(trigger)?.All() ?? [];
        var message = trigger.Message is { IsMissing: false } text ? Template.Parse(text.Text).Holes.SelectMany(static hole => hole.All()) : [];
        return condition.Concat(message).OfType<PathExpression>();
    }
}
