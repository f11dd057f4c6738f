using System.Globalization;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The numbers of lanes, runs and slots, and the sizes of buffers are within the limits of the engine.</summary>
internal static class RangeRule
{
    // The number of key groups. Each group belongs to one lane: further lanes would have no keys.
    private const int KeyGroups = 128;

    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        if (graph.Pipeline.Parallelism is < 0 or > KeyGroups)
        {
            yield return Lanes(Anchor.OfArgument(-1, "Pipeline", "Parallelism"), graph.Pipeline.DisplayName, graph.Pipeline.Parallelism);
        }

        if (graph.Pipeline.MaxActiveRuns is < 1 and var most)
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(-1, "Pipeline", "MaxActiveRuns"), "The number of active runs", graph.Pipeline.DisplayName, "at least 1 run", Number(most));
        }

        for (var i = 0; i < graph.Pipeline.Pools.Count; i++)
        {
            if (graph.Pipeline.Pools[i] is { Slots: < 1 } pool)
            {
                yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfAttribute(-1, "Pool", i), "The number of slots", pool.Name, "at least 1 slot", Number(pool.Slots));
            }
        }

        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Parallelism is < 0 or > KeyGroups)
            {
                yield return Lanes(Anchor.OfArgument(node.Member, node.Feature.Attribute, "Parallelism"), node.Name, node.Parallelism);
            }

            if (node.Buffer is { Batches: < 1 } buffer)
            {
                yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, "Buffer"), "The buffer", node.Name, "at least 1 batch", Number(buffer.Batches));
            }
        }
    }

    private static DiagnosticModel Lanes(Anchor anchor, string name, int lanes) =>
        DiagnosticModel.Of(Descriptors.OutOfRange, anchor, "The parallelism", name, "from 1 to 128 lanes", Number(lanes));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
