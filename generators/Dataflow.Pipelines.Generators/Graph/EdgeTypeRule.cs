using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Graph;

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
                    && node.Feature.Taken(node) is { IsRecord: true } taken
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

    /// <summary>What a node upstream gives to another.</summary>
    public static TypeModel? Given(PipelineGraph graph, int upstream, NodeModel node) => graph.Node(upstream).Feature.Given(graph, graph.Node(upstream), node);
}
