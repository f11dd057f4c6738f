using System.Linq;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>Which nodes have completed whenever a node starts: those that each alternative of its start trigger waits for, directly or not.</summary>
internal sealed class Producers
{
    private const int WordBits = 64;

    // Each parameter of each task asks: found once for a graph.
    private static readonly ConditionalWeakTable<PipelineGraph, Producers> Found = new();

    // A bit for each node that has completed, a row for each node that starts.
    private readonly ulong[][] _complete;

    private Producers(PipelineGraph graph)
    {
        var count = graph.Pipeline.Nodes.Count;
        var words = (count + WordBits - 1) / WordBits;
        var streams = new StreamGraphs(graph);
        var triggers = Enumerable.Range(0, count).Select(index => Alternatives(graph, StartedBy(graph, streams, index))).ToArray();
        _complete = triggers.Select(alternatives => Enumerable.Repeat(alternatives.Count == 0 ? 0 : ulong.MaxValue, words).ToArray()).ToArray();

        // The greatest solution: a node is complete before another one unless an alternative shows that it need not be.
        var before = new ulong[words];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < count; i++)
            {
                foreach (var alternative in triggers[i])
                {
                    Array.Clear(before, 0, words);
                    alternative.ForEach(latch => Include(before, latch.Node, latch.IsCompleted));
                    changed |= Retain(_complete[i], before);
                }
            }
        }
    }

    public static bool AreComplete(PipelineGraph graph, int node, int producer) =>
        (Found.GetValue(graph, static graph => new Producers(graph))._complete[node][producer / WordBits] >> (producer % WordBits) & 1) != 0;

    private void Include(ulong[] before, int node, bool isCompleted)
    {
        for (var word = 0; word < before.Length; word++)
        {
            before[word] |= _complete[node][word];
        }

        before[node / WordBits] |= isCompleted ? 1UL << (node % WordBits) : 0;
    }

    private static bool Retain(ulong[] row, ulong[] before)
    {
        var changed = false;
        for (var word = 0; word < row.Length; word++)
        {
            changed |= (row[word] & ~before[word]) != 0;
            row[word] &= before[word];
        }

        return changed;
    }

    // A stream node without a start trigger starts with another one.
    private static int StartedBy(PipelineGraph graph, StreamGraphs streams, int index) =>
        graph.Node(index).Feature.IsRunBound || streams.HasStart(index) ? index : streams.LifeOf(index);

    private static List<List<(int Node, bool IsCompleted)>> Alternatives(PipelineGraph graph, int index)
    {
        if (index < 0 || TriggerRule.StartOf(graph.Node(index)) is not { } expression)
        {
            return [];
        }

        return TriggerCompiler.Latches(expression)
            .Select(latches => latches.Select(name => EventOwner.Of(graph.Pipeline, name)).Where(static owner => owner.Node >= 0).Select(static owner => (owner.Node, owner.Word == "completed")).ToList())
            .ToList();
    }
}
