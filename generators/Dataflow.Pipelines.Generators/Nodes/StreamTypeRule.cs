using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>Streams carry records, and sources and sinks are connectors.</summary>
internal static class StreamTypeRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            // The rules of its kind check the signature of a method.
            if (node.Shape == MemberShape.Method)
            {
                continue;
            }

            if (node.Output is { IsUnknown: false, IsRecord: false } output)
            {
                yield return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfMemberType(node.Member), output.Display, node.Name);
            }
            else if (node is { Output: null, DeclaredType.IsUnknown: false } && !IsWithoutOutput(node) && NodeShapeRule.IsShaped(node))
            {
                yield return node.Feature.WrongType(node);
            }
        }
    }

    private static bool IsWithoutOutput(NodeModel node) => node.Feature.MayHaveNoOutput && node.DeclaredType.FullName == "global::" + Vocabulary.Namespace + "." + node.Feature.PropertyType;
}
