using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Control.Hosting.Streams;

/// <summary>The values of a job at an instant. Those of a block belong to each of its nodes; lag belongs to what reads from a source. Immutable.</summary>
internal sealed class JobValues
{
    private readonly IReadOnlyDictionary<string, string[]> _feeding;
    private readonly Dictionary<string, double> _lags;
    private readonly HashSet<string> _sources;
    private readonly Dictionary<string, double> _delays;
    private readonly Dictionary<string, double> _latencies;
    private readonly Dictionary<string, double> _state;

    /// <param name="job">The job.</param>
    /// <param name="feeding">Of each node those that it reads from.</param>
    public JobValues(IMeasuredJob job, IReadOnlyDictionary<string, string[]> feeding)
    {
        _feeding = feeding;
        _lags = job.Lags.ToDictionary(static source => source.Node, static source => (double)source.Messages);
        _sources = [.. job.Silences.Select(static source => source.Node)];
        _delays = job.WatermarkDelays.ToDictionary(static node => node.Node, static node => node.Delay.TotalSeconds);
        _latencies = job.Latencies.ToDictionary(static node => node.Node, static node => node.Latency.TotalSeconds);
        _state = job.States.GroupBy(static state => state.Node).ToDictionary(static node => node.Key, static node => (double)node.Sum(static state => state.Bytes + state.ColdBytes));
        CheckpointAge = job.CheckpointAge.TotalSeconds;
    }

    /// <summary>Seconds since the last complete checkpoint.</summary>
    public double CheckpointAge { get; }

    /// <summary>Records that the sources of a node have not read yet; null where one does not know it.</summary>
    public double? Lag(string node)
    {
        var lags = SourcesOf(node).Select(source => _lags.TryGetValue(source, out var lag) ? lag : (double?)null).ToList();
        return lags.Contains(null) ? null : lags.Sum();
    }

    /// <summary>How far the event time of a node is behind the clock; 0 where its sources have no unread records.</summary>
    public double? LagSeconds(string node) => Lag(node) == 0 ? 0 : WatermarkDelay(node);

    /// <summary>How far the watermark of a node is behind the clock; null before the first.</summary>
    public double? WatermarkDelay(string node) => OfBlock(_delays, node);

    /// <summary>Time of the newest barrier from the source to a node; null before the first.</summary>
    public double? Latency(string node) => OfBlock(_latencies, node);

    /// <summary>Bytes of the state of a node.</summary>
    public double StateBytes(string node) => _state.GetValueOrDefault(node);

    // Nodes of one block are named after the first of them, which feeds the others.
    private double? OfBlock(Dictionary<string, double> values, string node)
    {
        foreach (var other in Upstream(node))
        {
            if (values.TryGetValue(other, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private IEnumerable<string> SourcesOf(string node) => Upstream(node).Where(_sources.Contains);

    // The node itself, then what feeds it, nearest first.
    private IEnumerable<string> Upstream(string node)
    {
        var (visited, queue) = (new HashSet<string> { node }, new Queue<string>([node]));
        while (queue.TryDequeue(out var next))
        {
            yield return next;
            foreach (var other in _feeding.GetValueOrDefault(next, []).Where(visited.Add))
            {
                queue.Enqueue(other);
            }
        }
    }
}
