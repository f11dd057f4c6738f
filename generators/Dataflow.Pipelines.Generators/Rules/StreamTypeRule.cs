using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>Streams carry records, and sources and sinks are connectors.</summary>
internal static class StreamTypeRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Join is not null)
            {
                continue;
            }

            if (node.Operator is not null)
            {
                foreach (var wrong in CheckOperator(node, node.Operator))
                {
                    yield return wrong;
                }
            }
            else if (node.Output is { IsUnknown: false, IsRecord: false } output)
            {
                yield return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfMemberType(node.Member), output.Display, node.Name);
            }
            else if (node is { Source: { Forms.Count: not 1 } source, Output: { } carried })
            {
                var what = source.Forms.Count == 0 ? "a source of neither records nor messages" : string.Join(" and ", source.Forms);
                yield return DiagnosticModel.Of(
                    Descriptors.SourceForm, Anchor.OfMemberType(node.Member), node.DeclaredType.Display, what, node.Name, "IRecordSource<" + carried.Display + ">", "IMessageSource<" + carried.Display + ", TFormat>");
            }
            else if (node is { Output: null, DeclaredType.IsUnknown: false } && NodeShapeRule.IsShaped(node))
            {
                yield return node.Kind is NodeKind.Source or NodeKind.Sink
                    ? DiagnosticModel.Of(Descriptors.NoConnector, Anchor.OfMemberType(node.Member), node.DeclaredType.Display, NodeShapeRule.Word(node.Kind), node.Kind == NodeKind.Source ? "ISource<T>" : "ISink<T>")
                    : DiagnosticModel.Of(Descriptors.MemberShape, Anchor.OfMemberType(node.Member), node.Kind.ToString(), "a partial property of type 'Stream<T>'", node.Name, "of type '" + node.DeclaredType.Display + "'");
            }
        }
    }

    private static IEnumerable<DiagnosticModel> CheckOperator(NodeModel node, OperatorModel signature)
    {
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            if (parameter.Role is ParameterRole.Record or ParameterRole.Emitter && parameter.Type is { IsRecord: false, IsUnknown: false })
            {
                yield return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfParameterType(node.Member, i), parameter.Type.Display, node.Name);
            }
        }

        if (signature.Shape is OperatorShape.FilterMap or OperatorShape.RejectMap && signature.ReturnType is { IsRecord: false, IsUnknown: false })
        {
            yield return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfMemberType(node.Member), signature.ReturnType.Display, node.Name);
        }
    }
}
