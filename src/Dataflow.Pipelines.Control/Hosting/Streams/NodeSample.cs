using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Control.Hosting.Streams;

/// <summary>The metrics of a stream node at an instant. Immutable.</summary>
/// <param name="Job">The values of its job.</param>
/// <param name="Node">Its id.</param>
/// <param name="Counts">Counts of its records since its job started.</param>
/// <param name="Rate">Records in a second that entered it; null before the second sample.</param>
/// <param name="Failures">Its failures since this process started.</param>
internal sealed record NodeSample(JobValues Job, string Node, NodeCounts Counts, double? Rate, long Failures)
{
    /// <summary>A metric by the name that triggers use (<see cref="Syntax.NodeMetrics"/>); null where it is not known yet.</summary>
    public double? Find(string name) =>
        name switch
        {
            "lag" => Job.Lag(Node),
            "lag_seconds" => Job.LagSeconds(Node),
            "records_in" => Counts.In,
            "records_out" => Counts.Out,
            "records_per_second" => Rate,
            "rejected" => Counts.Rejected,
            "filtered" => Counts.Filtered,
            "duplicates" => Counts.Duplicates,
            "late" => Counts.Late,
            "dropped" => Counts.Dropped,
            "watermark_delay_seconds" => Job.WatermarkDelay(Node),
            "latency_seconds" => Job.Latency(Node),
            "state_bytes" => Job.StateBytes(Node),
            "checkpoint_age_seconds" => Job.CheckpointAge,
            "errors" => Failures,
            _ => null,
        };
}
