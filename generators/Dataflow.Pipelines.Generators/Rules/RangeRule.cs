using System.Collections.Generic;
using System.Globalization;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>Lanes and buffers are of a size that the engine can make.</summary>
internal static class RangeRule
{
    // A key goes to one of this many groups, and a group to a lane: more lanes would stay empty.
    private const int KeyGroups = 128;

    // Each has a place of its own in the lane, from the start.
    private const int MaxCalls = 100_000;

    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        if (graph.Pipeline.Parallelism is < 0 or > KeyGroups)
        {
            yield return Lanes(Anchor.OfArgument(-1, "Pipeline", "Parallelism"), graph.Pipeline.DisplayName, graph.Pipeline.Parallelism);
        }

        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Parallelism is < 0 or > KeyGroups)
            {
                yield return Lanes(Anchor.OfArgument(node.Member, node.Kind.ToString(), "Parallelism"), node.Name, node.Parallelism);
            }

            if (node.Async is { MaxConcurrency: < 1 or > MaxCalls } async)
            {
                yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, "AsyncIO", "MaxConcurrency"), "MaxConcurrency", node.Name, "from 1 to 100000 calls", Number(async.MaxConcurrency ?? 0));
            }

            if (node.Async is { Retries: < 0 } repeated)
            {
                yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, "AsyncIO", "Retries"), "Retries", node.Name, "0 or more repetitions", Number(repeated.Retries));
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
