using Dataflow.Pipelines.Generators.Diagnostics;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>The records of a source reach a sink.</summary>
internal static class ReachRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
        {
            var node = graph.Node(i);
            if (node.Feature.IsSource && !ReachesSink(graph, i, out var last))
            {
                yield return DiagnosticModel.Of(Descriptors.NoSink, Anchor.OfMember(node.Member), node.Name, graph.Node(last).Name);
            }
        }
    }

    /// <summary>Whether the records of a source, except its rejects, reach a sink.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="source">The source.</param>
    /// <param name="last">A node where its records end.</param>
    public static bool ReachesSink(PipelineGraph graph, int source, out int last)
    {
        var seen = new HashSet<int>();
        var open = new Queue<int>(graph.Readers(source));
        last = source;
        while (open.Count > 0)
        {
            var index = open.Dequeue();
            if (!seen.Add(index))
            {
                continue;
            }

            if (graph.Node(index).Feature.IsSink)
            {
                return true;
            }

            last = graph.Node(index).Feature.Port is PortKind.Rejects or PortKind.Late ? last : index;
            foreach (var consumer in graph.Consumers(index))
            {
                open.Enqueue(consumer);
            }
        }

        return false;
    }
}
