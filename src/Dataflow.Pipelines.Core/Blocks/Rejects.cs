using System.Numerics;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Blocks;

/// <summary>What becomes of a record that a node cannot process.</summary>
internal static class Rejects
{
    /// <summary>Counts a record that is dropped because its processing threw, and logs the first, second, fourth, eighth of them and so on.</summary>
    public static void Skip(this LaneContext lane, NodeCounters node, string place, Exception cause)
    {
        if (BitOperations.IsPow2(++node.Rejected))
        {
            lane.Logger.Skipped(cause, node.Node, place, node.Rejected);
        }
    }

    /// <summary>Counts a record that is rejected, and puts it out as a dead letter.</summary>
    /// <param name="output">The output for rejects.</param>
    /// <param name="node">Counters of the node that rejects it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">Processing time.</param>
    /// <param name="row">The columns of the record.</param>
    public static void Reject(this Output<DeadLetter> output, NodeCounters node, string reason, DateTimeOffset now, in BatchRow row)
    {
        var position = row.Position.GetValueOrDefault();
        node.Rejected++;
        output.Emitter.Time = row.Time;
        output.Emitter.Emit(new DeadLetter(node.Node, reason, now, position.Source ?? "", position.Partition, position.Offset, position.Payload));
    }
}
