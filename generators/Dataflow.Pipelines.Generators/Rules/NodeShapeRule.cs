using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>A node is declared as its kind asks, and carries no attribute that means nothing there.</summary>
internal static class NodeShapeRule
{
    private static readonly Dictionary<string, NodeKind[]> Companions = new()
    {
        ["KeyBy"] = [NodeKind.Deduplicate, NodeKind.Window, NodeKind.Operator],
        ["StateTtl"] = [NodeKind.Operator],
        ["Watermark"] = [NodeKind.Source],
        ["HealthCheck"] = [NodeKind.Source, NodeKind.Sink],
        ["RollOn"] = [NodeKind.Sink],
        ["Buffer"] = [NodeKind.Operator, NodeKind.Deduplicate, NodeKind.Window, NodeKind.Join, NodeKind.Sink],
        ["AsyncIO"] = [NodeKind.Operator],
    };

    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.OtherKind is { } other)
            {
                yield return DiagnosticModel.Of(Descriptors.TwoKinds, Anchor.OfAttribute(node.Member, other.ToString()), node.Name, Word(node.Kind), Word(other));
            }

            var isStreamOfItsOwn = node.Shape == MemberShape.PartialProperty && node.Partial is { IsReadOnly: false } or { HasBody: true };
            if (node.Oddity is not null || !IsShaped(node) || (node.IsStatic && node.Shape != MemberShape.Method) || isStreamOfItsOwn)
            {
                yield return DiagnosticModel.Of(Descriptors.MemberShape, Anchor.OfMember(node.Member), node.Kind.ToString(), Describe(Expected(node.Kind)), node.Name, Describe(node));
            }

            foreach (var attribute in node.Attributes)
            {
                if (Companions.TryGetValue(attribute, out var kinds) && !kinds.Contains(node.Kind))
                {
                    yield return DiagnosticModel.Of(Descriptors.AttributeDoesNotApply, Anchor.OfAttribute(node.Member, attribute), attribute, Word(node.Kind), string.Join(", ", kinds.Select(Word)));
                }
            }

            if (node.Kind == NodeKind.Deduplicate && node.Keys is null or { Count: 0 })
            {
                yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "a [KeyBy(nameof(...))] that says which records are the same");
            }
        }
    }

    /// <summary>Whether the node is a method, a property or a partial property, as its kind asks.</summary>
    public static bool IsShaped(NodeModel node) => node.Shape == Expected(node.Kind);

    /// <summary>What people call a kind.</summary>
    public static string Word(NodeKind kind) =>
        kind switch
        {
            NodeKind.Deduplicate => "de-duplication",
            NodeKind.Rejected => "stream of rejects",
            NodeKind.Late => "stream of late records",
            NodeKind.Side => "side output",
            _ => kind.ToString().ToLowerInvariant(),
        };

    private static MemberShape Expected(NodeKind kind) =>
        kind switch
        {
            NodeKind.Operator or NodeKind.Join => MemberShape.Method,
            NodeKind.Source or NodeKind.Sink => MemberShape.Property,
            _ => MemberShape.PartialProperty,
        };

    private static string Describe(NodeModel node) =>
        node.Oddity
        ?? (node.IsStatic ? "static, " : "") + (node.Shape != MemberShape.PartialProperty ? Describe(node.Shape)
            : node.Partial is { HasBody: true } ? "a partial property with a body of its own"
            : node.Partial is { IsReadOnly: false } ? "a partial property with accessors other than 'get'"
            : Describe(node.Shape));

    private static string Describe(MemberShape shape) =>
        shape switch
        {
            MemberShape.Method => "a method",
            MemberShape.PartialProperty => "a partial property 'public partial Stream<T> Name { get; }'",
            _ => "a property with a body that returns a connector",
        };
}
