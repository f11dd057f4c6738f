using System;
using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>What a node names as its upstream is a node, and has the output that is asked for.</summary>
internal static class ReferenceRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Kind != NodeKind.Source && (node.Inputs.Count == 0 || node.Inputs.All(input => input.IsMissing)))
            {
                yield return DiagnosticModel.Of(Descriptors.NotFed, node.Attribute, node.Name, Missing(node.Kind));
            }

            foreach (var input in node.Inputs)
            {
                if (!input.IsMissing && CheckInput(graph, node, input) is { } wrong)
                {
                    yield return wrong;
                }
            }
        }
    }

    private static DiagnosticModel? CheckInput(PipelineGraph graph, NodeModel node, TextModel input)
    {
        var upstream = graph.IndexOf(input.Text);
        if (upstream < 0)
        {
            var nearest = NearestName.Find(input.Text, graph.Pipeline.Nodes.Where(other => other != node && other.Kind != NodeKind.Sink).Select(other => other.Name));
            var isMember = graph.Pipeline.OtherMembers.Contains(input.Text) || graph.Pipeline.Inputs.Any(other => other.Name == input.Text);
            var hint = isMember ? "; it is a member without a node's attribute" : NearestName.Ask(nearest);
            return DiagnosticModel.Of(Descriptors.UnknownNode, input.Anchor, input.Text, graph.Pipeline.DisplayName, hint) with { Suggestion = nearest };
        }

        var fault = Fault(graph, graph.Node(upstream), node);
        return fault is null ? null : DiagnosticModel.Of(Descriptors.NoSuchOutput, input.Anchor, input.Text, fault);
    }

    private static string? Fault(PipelineGraph graph, NodeModel upstream, NodeModel node)
    {
        switch (PipelineGraph.PortOf(node.Kind))
        {
            case PortKind.Rejects when !upstream.CanReject && !graph.CanOverflow(upstream):
                return "it rejects nothing; sources do, operators that return OrReject<T>, those with OnError = OnError.Reject, and windows with a [Sum] of integers or decimals";
            case PortKind.Late when upstream.Kind is not (NodeKind.Window or NodeKind.Join):
                return "only a window or a join has late records";
            case PortKind.Late when upstream.Window is { IsTimed: false }:
                return "no record is late for a window of a number of records";
            case PortKind.Side when upstream.Operator?.Sides.Any(side => Matches(node.Name, side.Name)) != true:
                var nearest = NearestName.Find(node.Name, upstream.Operator?.Sides.Select(side => Pascal(side.Name)) ?? []);
                return "it has no parameter 'ref Emitter<T> " + Camel(node.Name) + "'" + NearestName.Ask(nearest);
            case PortKind.Main when upstream.Kind == NodeKind.Sink:
                return "it is a sink, which takes records out";
            default:
                return null;
        }
    }

    /// <summary>Whether a property is the stream of a parameter: <c>Odd</c> is <c>odd</c>.</summary>
    public static bool Matches(string property, string parameter) => string.Equals(property, Pascal(parameter), StringComparison.Ordinal);

    /// <summary>The property that a parameter's stream must be.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    private static string Missing(NodeKind kind) =>
        kind switch
        {
            NodeKind.Union => "name the streams to unite, [Union(nameof(A), nameof(B))]",
            NodeKind.Join => "name the streams to join, Left = nameof(...) and Right = nameof(...)",
            NodeKind.Rejected => "name the nodes whose rejects it takes, [Rejected(nameof(A))]",
            _ => "name its upstream, From = nameof(...)",
        };
}
