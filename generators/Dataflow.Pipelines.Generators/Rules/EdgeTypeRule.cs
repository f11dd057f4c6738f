using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>What a node takes is what its upstream gives.</summary>
internal static class EdgeTypeRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                var upstream = graph.IndexOf(input.Text);
                if (upstream >= 0
                    && Taken(node) is { IsRecord: true } taken
                    && Given(graph, upstream, node) is { IsRecord: true } given
                    && taken.FullName != given.FullName)
                {
                    yield return DiagnosticModel.Of(Descriptors.EdgeTypes, input.Anchor, node.Name, taken.Display, graph.Node(upstream).Name, given.Display);
                }
            }
        }
    }

    /// <summary>The records that flow into a node by its first input, or none where that is not known.</summary>
    public static TypeModel? InputOf(PipelineGraph graph, NodeModel node)
    {
        var upstream = node.Inputs.Select(input => graph.IndexOf(input.Text)).Where(index => index >= 0).ToList();
        return upstream.Count == 0 ? null : Given(graph, upstream[0], node);
    }

    // A window takes any record; its own names the members that it asks for.
    private static TypeModel? Taken(NodeModel node) =>
        node.Kind switch
        {
            // One that is declared as a property has no signature.
            NodeKind.Operator => node.Operator?.Input,
            NodeKind.Window => null,

            // Its inputs differ: a rule of its own.
            NodeKind.Join => null,
            _ => node.Output,
        };

    // A join has late records of both sides: the type of the stream says which.
    private static TypeModel? LateOf(JoinModel join, NodeModel stream) =>
        join.Right.Type is { } right && right.FullName == stream.Output?.FullName ? right : join.Left.Type;

    /// <summary>What a node upstream gives to another.</summary>
    public static TypeModel? Given(PipelineGraph graph, int upstream, NodeModel node) =>
        PipelineGraph.PortOf(node.Kind) switch
        {
            PortKind.Rejects => new TypeModel("global::Dataflow.Pipelines.DeadLetter", "DeadLetter", true, false),
            PortKind.Late => graph.Node(upstream).Join is { } join ? LateOf(join, node) : graph.Node(upstream).Kind == NodeKind.Window ? InputOf(graph, graph.Node(upstream)) : null,
            PortKind.Side => graph.Node(upstream).Operator?.Sides.FirstOrDefault(side => ReferenceRule.Matches(node.Name, side.Name))?.Type,
            _ => graph.Node(upstream).Kind == NodeKind.Sink ? null : graph.Node(upstream).Output,
        };
}
