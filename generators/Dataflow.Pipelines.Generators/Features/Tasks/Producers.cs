using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>Which nodes have completed whenever a node starts: those that each alternative of its start trigger waits for, directly or not.</summary>
internal static class Producers
{
    public static bool AreComplete(PipelineGraph graph, int node, int producer) => Find(graph)[node].Contains(producer);

    // The greatest solution: a node is complete before another one unless an alternative shows that it need not be.
    private static HashSet<int>[] Find(PipelineGraph graph)
    {
        var count = graph.Pipeline.Nodes.Count;
        var triggers = Enumerable.Range(0, count).Select(index => Alternatives(graph, index)).ToArray();
        var complete = Enumerable.Range(0, count).Select(index => triggers[index].Count == 0 ? [] : new HashSet<int>(Enumerable.Range(0, count))).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < count; i++)
            {
                foreach (var alternative in triggers[i])
                {
                    var before = new HashSet<int>(alternative.SelectMany(latch => latch.IsCompleted ? complete[latch.Node].Append(latch.Node) : complete[latch.Node]));
                    changed |= complete[i].RemoveWhere(candidate => !before.Contains(candidate)) > 0;
                }
            }
        }

        return complete;
    }

    private static List<List<(int Node, bool IsCompleted)>> Alternatives(PipelineGraph graph, int index)
    {
        var node = graph.Node(index);
        var found = node.Triggers.FirstOrDefault(static trigger => trigger.Kind == TriggerKind.StartWhen);
        if (found is null || found.Expression.IsMissing || TriggerRule.TryParse(found) is not { } expression)
        {
            return [];
        }

        return TriggerCompiler.Latches(expression)
            .Select(latches => latches.Select(name => EventOwner.Of(graph.Pipeline, name)).Where(static owner => owner.Node >= 0).Select(static owner => (owner.Node, owner.Word == "completed")).ToList())
            .ToList();
    }
}
