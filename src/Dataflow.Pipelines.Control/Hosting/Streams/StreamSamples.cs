using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Control.Hosting.Streams;

/// <summary>
/// Metrics of the stream nodes, read from their jobs at most once a second; none of a node whose job does not run. Used by the pipeline's actor only.
/// </summary>
internal sealed class StreamSamples : INodeSamples
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Func<IReadOnlyList<Job>> _jobs;
    private readonly Func<string, long> _failures;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<string> _nodes;
    private readonly Dictionary<string, string[]> _feeding;
    private Dictionary<string, NodeSample> _samples = [];
    private long? _readAt;

    /// <param name="pipeline">Its edges say which sources a node reads from.</param>
    /// <param name="nodes">Ids of the nodes in the order of the control graph.</param>
    /// <param name="jobs">The jobs that run or have ended.</param>
    /// <param name="failures">The failures of a node since this process started.</param>
    /// <param name="time">The clock.</param>
    public StreamSamples(PipelineDescriptor pipeline, IReadOnlyList<string> nodes, Func<IReadOnlyList<Job>> jobs, Func<string, long> failures, TimeProvider time)
    {
        (_nodes, _jobs, _failures, _time) = (nodes, jobs, failures, time);
        _feeding = pipeline.Edges.GroupBy(static edge => edge.To, static edge => edge.From).ToDictionary(static group => group.Key, static group => group.ToArray());
    }

    public double? Metric(int node, string name)
    {
        if (_readAt is not { } at || _time.GetElapsedTime(at) >= Interval)
        {
            Read();
        }

        return _samples.TryGetValue(_nodes[node], out var sample) ? sample.Find(name) : null;
    }

    private void Read()
    {
        var now = _time.GetTimestamp();
        var elapsed = _readAt is { } before ? _time.GetElapsedTime(before, now).TotalSeconds : 0;
        var samples = new Dictionary<string, NodeSample>();
        foreach (var measures in _jobs().Select(static job => job.Measures).OfType<IMeasuredJob>().Where(static measures => measures.IsRunning))
        {
            var values = new JobValues(measures, _feeding);
            foreach (var (node, counts) in measures.Counts)
            {
                // A job that was restarted counts from 0.
                var earlier = _samples.GetValueOrDefault(node)?.Counts;
                var rate = elapsed > 0 && earlier is { } known && counts.In >= known.In ? (counts.In - known.In) / elapsed : (double?)null;
                samples[node] = new NodeSample(values, node, counts, rate ?? _samples.GetValueOrDefault(node)?.Rate, _failures(node));
            }
        }

        (_samples, _readAt) = (samples, now);
    }
}
