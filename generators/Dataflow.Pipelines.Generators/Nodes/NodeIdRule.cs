using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>Ids are names, and unique to a node: overloads of a method are an error because they have the same id.</summary>
internal static class NodeIdRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var first = new Dictionary<string, NodeModel>(StringComparer.Ordinal);
        foreach (var node in graph.Pipeline.Nodes)
        {
            var anchor = node.OwnId?.Anchor ?? Anchor.OfMember(node.Member);
            if (node.OwnId is not null && !TemplateText.IsName(node.OwnId.Text))
            {
                yield return DiagnosticModel.Of(Descriptors.BadId, anchor, node.OwnId.Text, "");
            }
            else if (first.TryGetValue(node.Id, out var other))
            {
                yield return DiagnosticModel.Of(Descriptors.DuplicateId, anchor, other.Name, node.Name, node.Id);
            }
            else if (graph.Pipeline.Nodes.FirstOrDefault(same => same != node && same.Name == node.Name) is { } overload && overload.Member < node.Member)
            {
                yield return DiagnosticModel.Of(Descriptors.DuplicateId, Anchor.OfMember(node.Member), overload.Name, node.Name, node.Name);
            }
            else
            {
                first.Add(node.Id, node);
            }
        }
    }
}
