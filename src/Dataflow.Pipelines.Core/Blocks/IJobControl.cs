using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The reports and requests of a lane to its job. Any thread may call.</summary>
internal interface IJobControl
{
    /// <summary>Ends the job with a fault of a node.</summary>
    void Fail(string node, Exception cause);

    /// <summary>Requests a checkpoint as soon as the minimum pause allows.</summary>
    void RequestCheckpoint();

    /// <summary>The barrier of a checkpoint has passed the lane.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="counts">Its counts at the barrier.</param>
    /// <param name="snapshot">Completes when its state is durable.</param>
    void Acknowledge(long checkpoint, LaneContext lane, IReadOnlyList<(string Node, NodeCounts Counts)> counts, Task<BlockSnapshot> snapshot);

    /// <summary>A source lane has read all of its data.</summary>
    void ReportEnded(LaneContext lane);
}
