using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>Each side emitter of an operator has a stream of its own.</summary>
internal static class SideRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
        {
            var node = graph.Node(i);
            for (var p = 0; p < (node.Operator?.Parameters.Count ?? 0); p++)
            {
                var side = node.Operator!.Parameters[p];
                if (node.Operator.Sides.Contains(side) && !graph.Takers(i, PortKind.Side).Any(taker => ReferenceRule.Matches(graph.Node(taker).Name, side.Name)))
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
}
