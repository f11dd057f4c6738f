using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>The signature of an operator says what it does, and each parameter what it is.</summary>
internal static class SignatureRule
{
    private const string Returns =
        "it must return a [Record] (map), bool (filter), a nullable [Record] (filter and map), OrReject<T> (map with rejects), or void with a 'ref Emitter<T>' (flat map)";

    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            // What is awaited has a rule of its own.
            if (node.Operator is not { } signature || node.Async is not null || signature.Awaited != AwaitedKind.None)
            {
                continue;
            }

            if (signature.Shape == OperatorShape.Unknown && !signature.ReturnType.IsUnknown)
            {
                yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMemberType(node.Member), node.Name, Returns);
            }

            if (signature.Parameters.Count == 0 || signature.TypeParameters > 0)
            {
                yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMember(node.Member), node.Name, signature.TypeParameters > 0 ? "it must not be generic" : "its first parameter must be the record that it takes, 'in T'");
            }

            for (var i = 0; i < signature.Parameters.Count; i++)
            {
                var parameter = signature.Parameters[i];
                if (parameter is { Role: ParameterRole.Unknown or ParameterRole.Cancellation, Type.IsUnknown: false })
                {
                    yield return DiagnosticModel.Of(Descriptors.UnknownParameter, Anchor.OfParameter(node.Member, i), parameter.Name, parameter.Modifier + parameter.Type.Display);
                }
            }
        }
    }
}
