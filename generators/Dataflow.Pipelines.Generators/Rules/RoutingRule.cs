using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>
/// Routing is total: every record that enters a node leaves by an edge that someone named. A stream of rejects or of late
/// records that nobody reads is a statement of its own: they are counted.
/// </summary>
internal static class RoutingRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var alive = FindAlive(graph);
        for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
        {
            var node = graph.Node(i);
            if (node.CanReject && !graph.Takers(i, PortKind.Rejects).Any())
            {
                yield return DiagnosticModel.Of(Descriptors.RejectsNotTaken, Anchor.OfMember(node.Member), node.Name) with
                {
                    Suggestion = $"[Rejected(nameof({node.Name}))]\npublic partial Stream<DeadLetter> {node.Name}Rejected {{ get; }}",
                };
            }

            if (node.Window is { IsTimed: true } && !graph.Takers(i, PortKind.Late).Any())
            {
                var record = EdgeTypeRule.InputOf(graph, node)?.Display;
                yield return DiagnosticModel.Of(Descriptors.LateNotTaken, Anchor.OfMember(node.Member), node.Name, record ?? "its record") with
                {
                    Suggestion = record is null ? null : $"[Late(From = nameof({node.Name}))]\npublic partial Stream<{record}> {node.Name}Late {{ get; }}",
                };
            }

            // Where nothing of a source comes to a sink, that is said at the source, once.
            if (node.Kind is NodeKind.Operator or NodeKind.Deduplicate or NodeKind.Window or NodeKind.Join or NodeKind.Union or NodeKind.Side && alive.Contains(i) && !graph.Readers(i).Any())
            {
                yield return DiagnosticModel.Of(Descriptors.NotRead, Anchor.OfMember(node.Member), node.Name);
            }
        }
    }

    private static HashSet<int> FindAlive(PipelineGraph graph)
    {
        var alive = new HashSet<int>();
        foreach (var i in graph.Order)
        {
            if (graph.Node(i).Kind == NodeKind.Source ? ReachRule.ReachesSink(graph, i, out _) : graph.Upstreams(i).Any(alive.Contains))
            {
                alive.Add(i);
            }
        }

        return alive;
    }
}
