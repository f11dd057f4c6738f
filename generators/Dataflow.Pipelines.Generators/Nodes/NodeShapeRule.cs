using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>A node is declared as its kind requires, and has no attribute that does not apply to it.</summary>
internal static class NodeShapeRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.OtherFeature is { } other)
            {
                yield return DiagnosticModel.Of(Descriptors.TwoKinds, Anchor.OfAttribute(node.Member, other.Attribute), node.Name, node.Feature.Noun, other.Noun);
            }

            var isStreamOfItsOwn = node.Shape == MemberShape.PartialProperty && node.Partial is { IsReadOnly: false } or { HasBody: true };
            if (node.Oddity is not null || !IsShaped(node) || (node.IsStatic && node.Shape != MemberShape.Method) || isStreamOfItsOwn)
            {
                yield return DiagnosticModel.Of(Descriptors.MemberShape, Anchor.OfMember(node.Member), node.Feature.Attribute, Describe(node.Feature.Shape, node.Feature), node.Name, Describe(node));
            }

            foreach (var attribute in node.Attributes)
            {
                if (!node.Feature.Companions.Contains(attribute) && NodeFeatures.With(attribute) is { Count: > 0 } others)
                {
                    yield return DiagnosticModel.Of(Descriptors.AttributeDoesNotApply, Anchor.OfAttribute(node.Member, attribute), attribute, node.Feature.Noun, string.Join(", ", others.Select(static other => other.Word)));
                }
            }
        }
    }

    /// <summary>Whether the node is a method, a property or a partial property, as its kind requires.</summary>
    public static bool IsShaped(NodeModel node) => node.Shape == node.Feature.Shape;

    private static string Describe(NodeModel node) =>
        node.Oddity
        ?? (node.IsStatic ? "static, " : "") + (node.Shape != MemberShape.PartialProperty ? Describe(node.Shape, node.Feature)
            : node.Partial is { HasBody: true } ? "a partial property with its own body"
            : node.Partial is { IsReadOnly: false } ? "a partial property with accessors other than 'get'"
            : Describe(node.Shape, node.Feature));

    private static string Describe(MemberShape shape, NodeFeature feature) =>
        shape switch
        {
            MemberShape.Method => "a method",
            MemberShape.PartialProperty => "a partial property 'public partial " + feature.PropertyType + "<T> Name { get; }'",
            _ => "a property with a body that returns a connector",
        };
}
