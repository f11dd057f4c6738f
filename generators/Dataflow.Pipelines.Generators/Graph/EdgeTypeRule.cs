using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>The input type of a node is the output type of its upstream.</summary>
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

    /// <summary>The record type of a node's first input, or null where it is unknown.</summary>
    public static TypeModel? InputOf(PipelineGraph graph, NodeModel node)
    {
        var upstream = node.Inputs.Select(input => graph.IndexOf(input.Text)).Where(index => index >= 0).ToList();
        return upstream.Count == 0 ? null : Given(graph, upstream[0], node);
    }

    /// <summary>The record type that an upstream node passes to another node.</summary>
    public static TypeModel? Given(PipelineGraph graph, int upstream, NodeModel node) => graph.Node(upstream).Feature.Given(graph, graph.Node(upstream), node);
}
