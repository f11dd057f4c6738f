using System.Text;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>A pipeline's graph as a Mermaid flow chart.</summary>
internal static class MermaidGraph
{
    public static string Of(PipelineDescriptor pipeline)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var block in pipeline.Nodes.GroupBy(static n => n.Block))
        {
            var nodes = block.ToArray();
            if (nodes.Length == 1)
            {
                Append(text, nodes[0], "  ");
                continue;
            }

            text.Append("  subgraph block_").Append(block.Key).Append("[\"one block\"]\n");
            foreach (var node in nodes)
            {
                Append(text, node, "    ");
            }

            text.Append("  end\n");
        }

        foreach (var edge in pipeline.Edges)
        {
            text.Append("  ").Append(edge.From).Append(edge.IsFused ? " -.-> " : " --> ").Append(edge.To).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, NodeDescriptor node, string indent)
    {
        var (open, close) = node.Kind switch
        {
            NodeKind.Source => ("([\"", "\"])"),
            NodeKind.Sink => ("[(\"", "\")]"),
            _ => ("[\"", "\"]"),
        };
        text.Append(indent).Append(node.Id).Append(open).Append(node.Id).Append("<br/>").Append(node.Kind).Append(' ').Append(node.Record).Append(close).Append('\n');
    }
}
