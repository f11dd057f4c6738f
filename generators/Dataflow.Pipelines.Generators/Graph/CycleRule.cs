using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>Nodes do not feed each other in a cycle; a node that only a cycle feeds has no source.</summary>
internal static class CycleRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var onCycles = new HashSet<int>();
        foreach (var cycle in CycleFinder.Find(graph))
        {
            onCycles.UnionWith(cycle);
            var names = cycle.Select(index => graph.Node(index).Name).ToList();
            var node = graph.Node(cycle[0]);
            var edge = node.Inputs.First(input => graph.IndexOf(input.Text) == cycle[cycle.Count - 1]);
            yield return DiagnosticModel.Of(Descriptors.Cycle, edge.Anchor, names[0], string.Join(" → ", names.Concat([names[0]])));
        }

        var ordered = new HashSet<int>(graph.Order);
        for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
        {
            if (!ordered.Contains(i) && !onCycles.Contains(i) && graph.Upstreams(i).All(upstream => !ordered.Contains(upstream)))
            {
                var node = graph.Node(i);
                yield return DiagnosticModel.Of(Descriptors.NotFed, node.Inputs[0].Anchor, node.Name, "only a cycle is upstream of it, and no source");
            }
        }
    }
}
