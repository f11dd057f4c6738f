using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Async;

/// <summary>An operator has [AsyncIO] exactly where its result is awaited; it takes its record by value, because the record outlives the call.</summary>
internal static class AsyncRule
{
    private const string Form = "ValueTask<TOut> M(TIn record, CancellationToken cancellationToken)";

    // Each call has a slot in the lane, allocated at the start.
    private const int MaxCalls = 100_000;

    public static IEnumerable<DiagnosticModel> Check(NodeModel node, OperatorModel signature)
    {
        if (signature.Async is { } async)
        {
            foreach (var found in CheckSettings(node, async))
            {
                yield return found;
            }
        }

        if (CheckReturn(node, signature) is { } wrong)
        {
            yield return wrong;
            yield break;
        }

        foreach (var found in CheckParameters(node, signature))
        {
            yield return found;
        }
    }

    private static IEnumerable<DiagnosticModel> CheckSettings(NodeModel node, AsyncModel async)
    {
        if (node.Keys is not null)
        {
            yield return DiagnosticModel.Of(Descriptors.AttributeDoesNotApply, Anchor.OfAttribute(node.Member, "KeyBy"), "KeyBy", "an async operator", "an operator in front of it");
        }

        if (async.MaxConcurrency is < 1 or > MaxCalls)
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, AsyncFeature.Companion, "MaxConcurrency"), "MaxConcurrency", node.Name, "from 1 to 100000 calls", Number(async.MaxConcurrency ?? 0));
        }

        if (async.Retries < 0)
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, AsyncFeature.Companion, "Retries"), "Retries", node.Name, "0 or more repetitions", Number(async.Retries));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static DiagnosticModel? CheckReturn(NodeModel node, OperatorModel signature)
    {
        var atType = Anchor.OfMemberType(node.Member);
        if (signature.Awaited == AwaitedKind.None)
        {
            return signature.ReturnType.IsUnknown ? null : DiagnosticModel.Of(
                AsyncDescriptors.AsyncSignature, Anchor.OfAttribute(node.Member, AsyncFeature.Companion), node.Name, "with [AsyncIO] it must be '" + Form + "', and it returns '" + node.DeclaredType.Display + "'; return a ValueTask, or remove the attribute");
        }

        if (signature.Async is null)
        {
            return DiagnosticModel.Of(AsyncDescriptors.AsyncSignature, atType, node.Name, "it returns '" + node.DeclaredType.Display + "', which must be awaited; add [AsyncIO(MaxConcurrency = 100, Timeout = \"5s\")]");
        }

        if (signature.Awaited == AwaitedKind.Task)
        {
            return DiagnosticModel.Of(AsyncDescriptors.AsyncSignature, atType, node.Name, "it must return 'Value" + node.DeclaredType.Display + "' instead of '" + node.DeclaredType.Display + "'");
        }

        return signature is { Shape: OperatorShape.Unknown or OperatorShape.Filter or OperatorShape.FlatMap, ReturnType.IsUnknown: false }
            ? DiagnosticModel.Of(AsyncDescriptors.AsyncSignature, atType, node.Name, "the awaited type must be a [Record] (map), a nullable [Record] (filter and map) or OrReject<T> (map with rejects), and it is '" + signature.ReturnType.Display + "'")
            : null;
    }

    private static IEnumerable<DiagnosticModel> CheckParameters(NodeModel node, OperatorModel signature)
    {
        var hasToken = false;
        var hasWrong = false;

        // A token in front of an output of runs is in the wrong place.
        var inputs = signature.Parameters.Select(static (parameter, i) => parameter.Role == ParameterRole.Input ? i : 0).DefaultIfEmpty().Max();
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            hasToken |= i > inputs && parameter.Role == ParameterRole.Cancellation;
            if (Fault(parameter, i, inputs) is { } fault && !parameter.Type.IsUnknown)
            {
                hasWrong = true;
                var type = parameter.Role == ParameterRole.Emitter ? "ref Emitter<" + parameter.Type.Display + ">" : parameter.Modifier + parameter.Type.Display;
                yield return DiagnosticModel.Of(AsyncDescriptors.AsyncParameter, Anchor.OfParameter(node.Member, i), parameter.Name, node.Name, type, fault);
            }
        }

        if (!hasWrong && (!hasToken || signature.TypeParameters > 0))
        {
            yield return DiagnosticModel.Of(
                AsyncDescriptors.AsyncSignature,
                Anchor.OfMember(node.Member),
                node.Name,
                signature.TypeParameters > 0 ? "it must not be generic" : "it must be '" + Form + "'; the token ends a call that takes too long");
        }
    }

    private static string? Fault(OperatorParameter parameter, int index, int inputs) =>
        parameter switch
        {
            { Role: ParameterRole.Record, Modifier: "" } when index == 0 => null,
            { Role: ParameterRole.Record } when index == 0 => "the record must outlive the method's return; take it by value",
            { Role: ParameterRole.Cancellation, Modifier: "" } when index > inputs => null,
            { Role: ParameterRole.Input } when index > 0 => null,
            { Role: ParameterRole.Emitter } => "nothing can be emitted after the method has returned; return a record, a nullable one or OrReject<T>",
            { Modifier: "ref " } => "state must not change while other calls are in flight; store it in an operator after this one",
            _ => "it takes the record by value, then outputs of runs with [From] and [Value], then a CancellationToken, and nothing else; take services by the constructor",
        };
}
