using System.Diagnostics.Metrics;

namespace Dataflow.Pipelines.Telemetry;

/// <summary>The instruments of events: checkpoints and restarts.</summary>
internal static class EventMeters
{
    // From a checkpoint of a job without state to one of terabytes.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600] };
    private static readonly InstrumentAdvice<long> Bytes = new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, 16).Select(static power => 1024L << (2 * power))] };

    private static readonly Histogram<double> Duration = JobMeters.Meter.CreateHistogram("dataflow.checkpoint.duration", "s", "From the barrier to the end of the commit.", advice: Seconds);
    private static readonly Histogram<long> Size = JobMeters.Meter.CreateHistogram("dataflow.checkpoint.size", "By", "Bytes of the states that a checkpoint refers to.", advice: Bytes);
    private static readonly Histogram<double> Alignment = JobMeters.Meter.CreateHistogram("dataflow.checkpoint.alignment", "s", "From the first barrier at a lane with several inputs to the last.", advice: Seconds);
    private static readonly Counter<long> Failures = JobMeters.Meter.CreateCounter<long>("dataflow.checkpoint.failures", "{checkpoint}", "Checkpoints that did not complete.");

    private static readonly Counter<long> Restarts = JobMeters.Meter.CreateCounter<long>("dataflow.job.restarts", "{restart}", "Restarts of a job that has failed.");

    public static void Restart(string pipeline) => Restarts.Add(1, MeterTags.Pipeline(pipeline));

    public static void CompleteCheckpoint(string pipeline, TimeSpan duration, long bytes)
    {
        Duration.Record(duration.TotalSeconds, MeterTags.Pipeline(pipeline));
        Size.Record(bytes, MeterTags.Pipeline(pipeline));
    }

    public static void FailCheckpoint(string pipeline) => Failures.Add(1, MeterTags.Pipeline(pipeline));

    public static void Align(string pipeline, string node, TimeSpan duration) =>
        Alignment.Record(duration.TotalSeconds, MeterTags.Of(pipeline, node));
}
