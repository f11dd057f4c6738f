using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>The signature determines what an operator does, and each parameter has a role.</summary>
internal static class SignatureRule
{
    private const string Returns =
        "it must return a [Record] (map), bool (filter), a nullable [Record] (filter and map), OrReject<T> (map with rejects), or void with a 'ref Emitter<T>' (flat map)";

    public static IEnumerable<DiagnosticModel> Check(NodeModel node, OperatorModel signature)
    {
        if (signature.Shape == OperatorShape.Unknown && !signature.ReturnType.IsUnknown)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMemberType(node.Member), node.Name, Returns);
        }

        if (signature.Parameters.Count == 0 || signature.Parameters[0].Role == ParameterRole.Input || signature.TypeParameters > 0)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMember(node.Member), node.Name, signature.TypeParameters > 0 ? "it must not be generic" : "its first parameter must be the record that it takes, 'in T'");
            yield break;
        }

        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            if (parameter is { Role: ParameterRole.Unknown or ParameterRole.Cancellation, Type.IsUnknown: false })
            {
                yield return DiagnosticModel.Of(Descriptors.UnknownParameter, Anchor.OfParameter(node.Member, i), parameter.Name, parameter.Modifier + parameter.Type.Display, "an operator takes its record first, then 'in Moment', 'ref Emitter<T>', 'ref Timers', its state by 'ref', and outputs of runs with [From] and [Value]");
            }
        }
    }

    /// <summary>The inputs and outputs of an operator are records.</summary>
    public static IEnumerable<DiagnosticModel> CheckRecords(NodeModel node, OperatorModel signature)
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
