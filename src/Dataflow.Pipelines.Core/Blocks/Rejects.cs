using System.Numerics;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Blocks;

/// <summary>Handles records that a node cannot process.</summary>
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

    /// <summary>Fails the job for a record whose processing threw; returns where the limit of failures is reached and the record is rejected.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="node">The node that threw.</param>
    /// <param name="place">Where the record was read, for the error.</param>
    /// <param name="record">Identifies the record across the attempts of the job.</param>
    /// <param name="cause">What the node threw.</param>
    /// <param name="limit">Failures of the job after which the record is rejected.</param>
    /// <exception cref="RecordFaultException">The limit is not reached.</exception>
    public static void FailUntil(this LaneContext lane, NodeCounters node, string place, string record, Exception cause, int limit)
    {
        if (lane.Job.Failures.Count(node.Node, record, limit) is > 0 and var count)
        {
            throw new RecordFaultException(node.Node, place, cause, FormattableString.Invariant($"That is failure {count} of {limit} for this record; after them it goes to the dead letters (RejectAfter = {limit})."));
        }
    }

    /// <summary>Counts a record that is rejected, and emits it as a dead letter.</summary>
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
