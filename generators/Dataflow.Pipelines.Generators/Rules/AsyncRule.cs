using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>What is awaited has [AsyncIO], and what has [AsyncIO] is awaited; the record outlives the call.</summary>
internal static class AsyncRule
{
    private const string Form = "ValueTask<TOut> M(TIn record, CancellationToken cancellationToken)";

    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Operator is not { } signature || (node.Async is null && signature.Awaited == AwaitedKind.None))
            {
                continue;
            }

            if (node.Async is not null && node.Keys is not null)
            {
                yield return DiagnosticModel.Of(Descriptors.AttributeDoesNotApply, Anchor.OfAttribute(node.Member, "KeyBy"), "KeyBy", "async operator", "an operator in front of it");
            }

            if (CheckReturn(node, signature) is { } wrong)
            {
                yield return wrong;
                continue;
            }

            foreach (var found in CheckParameters(node, signature))
            {
                yield return found;
            }
        }
    }

    private static DiagnosticModel? CheckReturn(NodeModel node, OperatorModel signature)
    {
        var atType = Anchor.OfMemberType(node.Member);
        if (signature.Awaited == AwaitedKind.None)
        {
            return signature.ReturnType.IsUnknown ? null : DiagnosticModel.Of(
                Descriptors.AsyncSignature, Anchor.OfAttribute(node.Member, "AsyncIO"), node.Name, "with [AsyncIO] it must be '" + Form + "', and it returns '" + node.DeclaredType.Display + "'; return a ValueTask, or take the attribute away");
        }

        if (node.Async is null)
        {
            return DiagnosticModel.Of(Descriptors.AsyncSignature, atType, node.Name, "it returns '" + node.DeclaredType.Display + "', which must be waited for; add [AsyncIO(MaxConcurrency = 100, Timeout = \"5s\")]");
        }

        if (signature.Awaited == AwaitedKind.Task)
        {
            return DiagnosticModel.Of(Descriptors.AsyncSignature, atType, node.Name, "it must return 'Value" + node.DeclaredType.Display + "' instead of '" + node.DeclaredType.Display + "'");
        }

        return signature is { Shape: OperatorShape.Unknown or OperatorShape.Filter or OperatorShape.FlatMap, ReturnType.IsUnknown: false }
            ? DiagnosticModel.Of(Descriptors.AsyncSignature, atType, node.Name, "what is awaited must be a [Record] (map), a nullable [Record] (filter and map) or OrReject<T> (map with rejects), and it is '" + signature.ReturnType.Display + "'")
            : null;
    }

    private static IEnumerable<DiagnosticModel> CheckParameters(NodeModel node, OperatorModel signature)
    {
        var hasToken = false;
        var hasWrong = false;
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            hasToken |= i == 1 && parameter.Role == ParameterRole.Cancellation;
            if (Fault(parameter, i) is { } fault && !parameter.Type.IsUnknown)
            {
                hasWrong = true;
                var type = parameter.Role == ParameterRole.Emitter ? "ref Emitter<" + parameter.Type.Display + ">" : parameter.Modifier + parameter.Type.Display;
                yield return DiagnosticModel.Of(Descriptors.AsyncParameter, Anchor.OfParameter(node.Member, i), parameter.Name, node.Name, type, fault);
            }
        }

        if (!hasWrong && (!hasToken || signature.TypeParameters > 0))
        {
            yield return DiagnosticModel.Of(
                Descriptors.AsyncSignature,
                Anchor.OfMember(node.Member),
                node.Name,
                signature.TypeParameters > 0 ? "it must not be generic" : "it must be '" + Form + "'; the token ends a call that takes too long");
        }
    }

    private static string? Fault(OperatorParameter parameter, int index) =>
        parameter switch
        {
            { Role: ParameterRole.Record, Modifier: "" } when index == 0 => null,
            { Role: ParameterRole.Record } when index == 0 => "the record must outlive the method's return; take it by value",
            { Role: ParameterRole.Cancellation, Modifier: "" } when index == 1 => null,
            { Role: ParameterRole.Emitter } => "nothing can be put out when the method has returned; return a record, a nullable one or OrReject<T>",
            { Modifier: "ref " } => "state must not change while other calls are under way; keep it in an operator behind this one",
            _ => "it takes the record by value and then a CancellationToken, and nothing else; take services by the constructor",
        };
}
