using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Features.Outputs;

/// <summary>Each side emitter of an operator has its own stream.</summary>
internal static class SideRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index, OperatorModel signature)
    {
        var node = graph.Node(index);
        for (var p = 0; p < signature.Parameters.Count; p++)
        {
            var side = signature.Parameters[p];
            if (signature.Sides.Contains(side) && !graph.Takers(index, PortKind.Side).Any(taker => ReferenceRule.Matches(graph.Node(taker).Name, side.Name)))
            {
                var name = ReferenceRule.Pascal(side.Name);
                yield return DiagnosticModel.Of(Descriptors.SideNotTaken, Anchor.OfParameter(node.Member, p), side.Name, node.Name, side.Type.Display, name) with
                {
                    Suggestion = $"[Side(From = nameof({node.Name}))]\npublic partial Stream<{side.Type.Display}> {name} {{ get; }}",
                };
            }
        }
    }
}
