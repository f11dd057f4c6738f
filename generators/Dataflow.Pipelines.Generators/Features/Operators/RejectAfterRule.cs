using System.Globalization;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary><c>RejectAfter</c> goes with an operator that rejects records whose processing throws.</summary>
internal static class RejectAfterRule
{
    public static IEnumerable<DiagnosticModel> Check(NodeModel node, OperatorModel signature)
    {
        if (signature.RejectAfter is not { } failures)
        {
            yield break;
        }

        var at = Anchor.OfArgument(node.Member, "Operator", "RejectAfter");
        if (!signature.RejectsFaults)
        {
            yield return DiagnosticModel.Of(Descriptors.RejectAfter, at, node.Name, "it requires OnError = OnError.Reject, and specifies when to reject");
        }
        else if (signature.IsAwaited)
        {
            yield return DiagnosticModel.Of(Descriptors.RejectAfter, at, node.Name, "an async operator repeats its call: write [AsyncIO(Retries = 3)]");
        }
        else if (failures < 0)
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, at, "RejectAfter", node.Name, "0 or more failures of the job", failures.ToString(CultureInfo.InvariantCulture));
        }
    }
}
