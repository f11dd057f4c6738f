using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>The upstream that a node names is a node, and has the required output.</summary>
internal static class ReferenceRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Feature is { IsSource: false, IsRunBound: false } && (node.Inputs.Count == 0 || node.Inputs.All(input => input.IsMissing)))
            {
                yield return DiagnosticModel.Of(Descriptors.NotFed, node.Attribute, node.Name, node.Feature.HowToFeed);
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
            var nearest = NearestName.Find(input.Text, graph.Pipeline.Nodes.Where(other => other != node && other.Feature is { IsSink: false, IsRunBound: false }).Select(other => other.Name));
            var isMember = graph.Pipeline.OtherMembers.Contains(input.Text) || graph.Pipeline.Inputs.Any(other => other.Name == input.Text);
            var hint = isMember ? "; it is a member without a node's attribute" : NearestName.Ask(nearest);
            return DiagnosticModel.Of(Descriptors.UnknownNode, input.Anchor, input.Text, graph.Pipeline.DisplayName, hint) with { Suggestion = nearest };
        }

        var fault = graph.Node(upstream).Feature.Refuse(graph, graph.Node(upstream), node);
        return fault is null ? null : DiagnosticModel.Of(Descriptors.NoSuchOutput, input.Anchor, input.Text, fault);
    }

    /// <summary>Whether a property is the stream of a parameter: <c>Odd</c> for <c>odd</c>.</summary>
    public static bool Matches(string property, string parameter) => string.Equals(property, Pascal(parameter), StringComparison.Ordinal);

    /// <summary>The name of the property for a parameter's stream.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The name of the parameter for a stream property.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
}
