using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Unions;

/// <summary>
/// A union and a stream of rejects take each stream once. Streams are connected as a set, so a second mention would add no second copy. The two
/// sides of a join are different inputs: a stream may be joined with itself.
/// </summary>
internal static class RepeatedStreamRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node)
    {
        // For each stream, the first input that contains it.
        var first = new Dictionary<int, TextModel>();
        foreach (var input in node.Inputs.Where(input => graph.IndexOf(input.Text) >= 0))
        {
            var streams = new HashSet<int>();
            Collect(graph, graph.IndexOf(input.Text), streams, []);
            var repeated = streams.Where(first.ContainsKey).OrderBy(stream => stream).ToList();
            if (repeated.Count > 0)
            {
                // An input without a new stream can be removed.
                var found = DiagnosticModel.Of(Descriptors.RepeatedStream, input.Anchor, node.Name, graph.Node(repeated[0]).Name, Ways(first[repeated[0]], input));
                yield return repeated.Count == streams.Count ? found with { Suggestion = "" } : found;
            }

            foreach (var stream in streams.Where(stream => !first.ContainsKey(stream)))
            {
                first.Add(stream, input);
            }
        }
    }

    private static string Ways(TextModel first, TextModel second) =>
        first.Text == second.Text ? "" : " (by '" + first.Text + "' and by '" + second.Text + "')";

    /// <summary>Collects the streams of a union, through other unions; any other stream is only itself.</summary>
    private static void Collect(PipelineGraph graph, int stream, HashSet<int> found, HashSet<int> visited)
    {
        if (!visited.Add(stream))
        {
            return;
        }

        if (!graph.Node(stream).Feature.Unites)
        {
            found.Add(stream);
            return;
        }

        foreach (var upstream in graph.Upstreams(stream))
        {
            Collect(graph, upstream, found, visited);
        }
    }
}
