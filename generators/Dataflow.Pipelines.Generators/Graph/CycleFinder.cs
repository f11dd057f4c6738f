using System.Linq;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>Finds the cycles of a graph.</summary>
internal static class CycleFinder
{
    /// <summary>Each cycle once, as the nodes on it in the order in which they feed each other.</summary>
    public static IEnumerable<IReadOnlyList<int>> Find(PipelineGraph graph)
    {
        var ordered = new HashSet<int>(graph.Order);
        var seen = new HashSet<int>();
        for (var start = 0; start < graph.Pipeline.Nodes.Count; start++)
        {
            if (ordered.Contains(start) || seen.Contains(start))
            {
                continue;
            }

            // Every remaining node has a remaining upstream: a walk upstream must return to a node it has visited.
            var path = new List<int>();
            var node = start;
            while (!path.Contains(node) && !seen.Contains(node))
            {
                path.Add(node);
                node = graph.Upstreams(node).First(upstream => !ordered.Contains(upstream));
            }

            seen.UnionWith(path);
            var turn = path.IndexOf(node);
            if (turn >= 0)
            {
                var cycle = path.Skip(turn).Reverse().ToList();
                var first = cycle.IndexOf(cycle.Min());
                yield return cycle.Skip(first).Concat(cycle.Take(first)).ToList();
            }
        }
    }
}
