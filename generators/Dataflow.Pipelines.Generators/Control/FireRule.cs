using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>Each alternative of a trigger can be true.</summary>
internal static class FireRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph) =>
        graph.Pipeline.Nodes.SelectMany(static node => node.Triggers).SelectMany(trigger => Check(graph, trigger)).Distinct();

    private static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, TriggerModel trigger)
    {
        if (TriggerRule.TryParse(trigger) is not { } expression)
        {
            yield break;
        }

        foreach (var terms in TriggerCompiler.Alternatives(expression))
        {
            if (DeadAlternative.Find(graph, terms) is var (place, reason))
            {
                yield return DiagnosticModel.Of(
                    Descriptors.NeverFires, trigger.Expression.Anchor.Slice(place.Start, place.Length), trigger.Expression.Text.Substring(place.Start, place.Length), reason);
            }
        }
    }
}
