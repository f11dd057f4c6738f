using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>Each node that is executed in runs can be started: it has a start trigger, and one of its alternatives names only events that something publishes.</summary>
internal static class StartRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        var startable = FindStartable(graph);
        for (var i = 0; i < pipeline.Nodes.Count; i++)
        {
            var node = pipeline.Nodes[i];
            if (!node.Feature.IsRunBound || startable.Contains(i))
            {
                continue;
            }

            var start = StartOf(node);
            yield return start is null
                ? DiagnosticModel.Of(Descriptors.NeverStarts, Anchor.OfMember(node.Member), node.Name, "it has no [StartWhen]; only a person can start it")
                : DiagnosticModel.Of(Descriptors.NeverStarts, start.Expression.Anchor, node.Name, "each alternative of its trigger waits for a node that nothing starts, or for itself");
        }
    }

    private static TriggerModel? StartOf(NodeModel node) => node.Triggers.FirstOrDefault(static trigger => trigger.Kind == TriggerKind.StartWhen);

    // The least solution: what a cron, the pipeline, the outside or a stream starts, and what follows from it.
    private static HashSet<int> FindStartable(PipelineGraph graph)
    {
        var found = new HashSet<int>(Enumerable.Range(0, graph.Pipeline.Nodes.Count).Where(index => !graph.Node(index).Feature.IsRunBound));
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
            {
                if (!found.Contains(i) && CanStart(graph, i, found))
                {
                    changed = found.Add(i);
                }
            }
        }

        return found;
    }

    private static bool CanStart(PipelineGraph graph, int index, HashSet<int> found)
    {
        var node = graph.Node(index);
        if (StartOf(node) is not { } start)
        {
            return false;
        }

        // A trigger that cannot be read is reported elsewhere.
        return TriggerRule.TryParse(start) is not { } expression
            || TriggerCompiler.Latches(expression).Any(latches => latches.All(name => IsPublished(graph, name, found)));
    }

    private static bool IsPublished(PipelineGraph graph, string name, HashSet<int> found) =>
        EventOwner.Of(graph.Pipeline, name) is not { Kind: EventOwnerKind.Node, Node: var node } || found.Contains(node);
}
