using System.Linq;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Chains;

/// <summary>Writes how a record is rejected: it is emitted to each stream that takes the node's rejects and is read; without one it is only counted.</summary>
internal static class RejectEmitter
{
    /// <summary>The streams that take a node's rejects and are outputs of its block.</summary>
    public static IEnumerable<int> Streams(PipelinePlan plan, int node) =>
        plan.Graph.Takers(node, PortKind.Rejects).Where(plan.BlockOf(node).Outputs.Contains);

    /// <param name="plan">The plan.</param>
    /// <param name="scope">The chain's names.</param>
    /// <param name="node">The node that rejects.</param>
    /// <param name="place">The current record.</param>
    /// <param name="reason">Expression of the reason.</param>
    /// <param name="counters">The node's counters.</param>
    /// <param name="ticks">Event time, where it is known.</param>
    public static IEnumerable<string> Lines(PipelinePlan plan, ChainScope scope, int node, string place, string reason, string counters, string? ticks)
    {
        var time = scope.IsSource && ticks is not null ? ", " + ticks : "";
        var lines = Streams(plan, node)
            .Select(stream => "Reject(" + scope.Output(stream) + ", " + counters + ", " + place + ", " + reason + time + ");")
            .ToList();

        // Each call counts a reject, but it is one record.
        for (var i = 1; i < lines.Count; i++)
        {
            lines[i] += " " + counters + ".Rejected--;";
        }

        return lines.Count > 0 ? lines : [counters + ".Rejected++;"];
    }
}
