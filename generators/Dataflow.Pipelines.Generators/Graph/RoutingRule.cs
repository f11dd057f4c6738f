using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>
/// Routing is total: every record that enters a node leaves by an edge that the pipeline names. A stream of rejects or late
/// records that no node reads is an explicit choice: its records are only counted.
/// </summary>
internal static class RoutingRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var alive = FindAlive(graph);
        for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
        {
            var node = graph.Node(i);
            if (node.Feature.CanReject(node) && !graph.Takers(i, PortKind.Rejects).Any())
            {
                yield return DiagnosticModel.Of(Descriptors.RejectsNotTaken, Anchor.OfMember(node.Member), node.Name) with
                {
                    Suggestion = $"[Rejected(nameof({node.Name}))]\npublic partial Stream<DeadLetter> {node.Name}Rejected {{ get; }}",
                };
            }

            foreach (var found in node.Feature.CheckRouting(graph, i))
            {
                yield return found;
            }

            // Where no record of a source reaches a sink, this is reported once, at the source.
            if (node.Feature is { IsSource: false, IsSink: false, IsRunBound: false, Port: PortKind.Main or PortKind.Side } && alive.Contains(i) && !graph.Readers(i).Any())
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
            if (graph.Node(i).Feature.IsSource ? ReachRule.ReachesSink(graph, i, out _) : graph.Upstreams(i).Any(alive.Contains))
            {
                alive.Add(i);
            }
        }

        return alive;
    }
}
