using System.Diagnostics.Metrics;
using System.Numerics;

namespace Dataflow.Pipelines.Telemetry;

/// <summary>
/// The instruments that read jobs at collection time; lanes only count, once per batch. Where several jobs of one pipeline run in a process, their counters are
/// summed, and gauges are those of the job that started last of each part of the pipeline.
/// </summary>
internal static class JobMeters
{
    private static readonly Lock Gate = new();
    private static readonly List<IMeasuredJob> Jobs = [];
    private static readonly CounterTotal<string, NodeCounts> Counts = new(static job => job.Counts);
    private static readonly CounterTotal<string, long> Behind = new(static job => job.Behind);
    private static readonly CounterTotal<(string Node, int Lane), LaneTimes> Times = new(static job => job.Times);

    static JobMeters()
    {
        Count("records.in", "{record}", "Records that entered a node.", Counts, OfNode, static c => c.In);
        Count("records.out", "{record}", "Records that left a node by its main output, or that a sink has written.", Counts, OfNode, static c => c.Out);
        Count("records.rejected", "{record}", "Records that left a node as dead letters, or were skipped.", Counts, OfNode, static c => c.Rejected);
        Count("records.filtered", "{record}", "Records that a filter dropped.", Counts, OfNode, static c => c.Filtered);
        Count("records.duplicates", "{record}", "Records that a de-duplication dropped.", Counts, OfNode, static c => c.Duplicates);
        Count("records.late", "{record}", "Records that arrived after their window had closed.", Counts, OfNode, static c => c.Late);
        Count("records.dropped", "{record}", "Records that a full buffer dropped, by its WhenFull setting.", Counts, OfNode, static c => c.Dropped);
        Count("records.behind", "{record}", "Records before the watermark, because their split moved from a lane that was behind.", Behind, OfNode, static n => n);
        Count("lane.busy.time", "s", "Time in which a lane processed.", Times, OfLane, static t => t.Busy.TotalSeconds);
        Count("lane.wait.time", "s", "Time in which a lane waited for credits of a lane downstream.", Times, OfLane, static t => t.Waiting.TotalSeconds);
        Count("lane.waits", "{wait}", "How often a lane waited for a credit.", Times, OfLane, static t => t.Waits);

        PerLane("lane.busy.share", "1", "Share of the last ten seconds in which a lane processed.", static job => job.BusyShares);
        PerLane("lane.buffer.fill", "1", "Share of the credits of a lane's inputs that are in use.", static job => job.BufferFill);
        PerNode("node.watermark.delay", "s", "How far the watermark of a node is behind the clock.", static job => job.WatermarkDelays.Select(static n => (n.Node, n.Delay.TotalSeconds)));
        PerNode("node.latency", "s", "Time of the newest checkpoint barrier, which travels with the records, from a source to the end of a node.", static job => job.Latencies.Select(static n => (n.Node, n.Latency.TotalSeconds)));
        PerNode("node.calls.abandoned", "{call}", "Calls of an async operator that timed out and still run.", static job => job.Counts.Select(static n => (n.Node, n.Counts.Abandoned)).Where(static n => n.Abandoned > 0));
        PerNode("source.lag", "{message}", "Messages that a source has not read yet.", static job => job.Lags);
        PerLane("source.idle", "1", "1 while all splits of a source's lane are idle, else 0.", static job => job.Idle.Select(static s => (s.Node, s.Lane, s.IsIdle ? 1 : 0)));
        PerNode("source.silence", "s", "How long the service of a source has not answered.", static job => job.Silences.Select(static s => (s.Node, s.Silence.TotalSeconds)));
        PerState("state.entries", "{entry}", "Entries of a state.", static s => s.Entries, static s => s.ColdEntries);
        PerState("state.size", "By", "Bytes of a state.", static s => s.Bytes, static s => s.ColdBytes);
        PerPipeline("checkpoint.age", "s", "Time since the last complete checkpoint.", static jobs => jobs.Max(static job => job.CheckpointAge.TotalSeconds));
        PerPipeline("job.running", "1", "1 while a job of the pipeline runs.", static _ => 1);
    }

    /// <summary>The meter of all instruments of the engine.</summary>
    public static Meter Meter { get; } = new(PipelineTelemetry.Name, PipelineTelemetry.Version);

    /// <summary>A job has started.</summary>
    public static void Add(IMeasuredJob job)
    {
        lock (Gate)
        {
            Jobs.Add(job);
        }
    }

    /// <summary>A job has ended: its counters are final.</summary>
    public static void Remove(IMeasuredJob job)
    {
        lock (Gate)
        {
            if (Jobs.Remove(job))
            {
                Counts.Keep(job);
                Behind.Keep(job);
                Times.Keep(job);
            }
        }
    }

    private static KeyValuePair<string, object?>[] OfNode(string pipeline, string node) => MeterTags.Of(pipeline, node);

    private static KeyValuePair<string, object?>[] OfLane(string pipeline, (string Node, int Lane) lane) => MeterTags.Of(pipeline, lane.Node, lane.Lane);

    private static void Count<TKey, TTotal, TValue>(
        string name, string unit, string description, CounterTotal<TKey, TTotal> total, Func<string, TKey, KeyValuePair<string, object?>[]> tags, Func<TTotal, TValue> value)
        where TKey : notnull
        where TTotal : struct, IAdditionOperators<TTotal, TTotal, TTotal>
        where TValue : struct =>
        Meter.CreateObservableCounter($"dataflow.{name}", () => Locked(() => total.Read(Jobs).Select(sum => new Measurement<TValue>(value(sum.Value), tags(sum.Key.Pipeline, sum.Key.Key)))), unit, description);

    private static void PerLane<T>(string name, string unit, string description, Func<IMeasuredJob, IEnumerable<(string Node, int Lane, T Value)>> read)
        where T : struct => Gauge(name, unit, description, job => read(job).Select(v => new Measurement<T>(v.Value, MeterTags.Of(job.Pipeline, v.Node, v.Lane))));

    private static void PerNode<T>(string name, string unit, string description, Func<IMeasuredJob, IEnumerable<(string Node, T Value)>> read)
        where T : struct => Gauge(name, unit, description, job => read(job).Select(v => new Measurement<T>(v.Value, MeterTags.Of(job.Pipeline, v.Node))));

    private static void PerState(string name, string unit, string description, Func<StateMeasure, long> memory, Func<StateMeasure, long> cold) => Gauge<long>(name, unit, description, job => job.States.SelectMany(state => new[]
    {
        new Measurement<long>(memory(state), MeterTags.Of(job.Pipeline, state.Node, state.State, "memory")),
        new Measurement<long>(cold(state), MeterTags.Of(job.Pipeline, state.Node, state.State, "cold")),
    }));

    private static void PerPipeline<T>(string name, string unit, string description, Func<IEnumerable<IMeasuredJob>, T> read)
        where T : struct => Meter.CreateObservableGauge(
            $"dataflow.{name}", () => Locked(() => Newest().GroupBy(static job => job.Pipeline, (pipeline, jobs) => new Measurement<T>(read(jobs), MeterTags.Pipeline(pipeline)))), unit, description);

    private static void Gauge<T>(string name, string unit, string description, Func<IMeasuredJob, IEnumerable<Measurement<T>>> read)
        where T : struct => Meter.CreateObservableGauge($"dataflow.{name}", () => Locked(() => Newest().SelectMany(read)), unit, description);

    // Of each part of a pipeline, the running job that was started last.
    private static IEnumerable<IMeasuredJob> Newest() => Jobs.Where(static job => job.IsRunning).GroupBy(static job => (job.Pipeline, job.Graph), static (_, jobs) => jobs.Last());

    private static List<Measurement<T>> Locked<T>(Func<IEnumerable<Measurement<T>>> read)
        where T : struct
    {
        lock (Gate)
        {
            return [.. read()];
        }
    }
}
