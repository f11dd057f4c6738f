using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Testing;

/// <content>Stream nodes, whose jobs do not run: the test reports their life.</content>
public sealed partial class ControlTest
{
    /// <summary>A stream node.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public TestStream Stream(string node) => _world.History.Streams[_world.Names.IdOf(_world.Names.FindStream(node))];

    /// <summary>A person starts a stream node.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task StartStreamAsync(string node, string why = "") => SendAsync(new StartStream(Stream(node).Node, why));

    /// <summary>A person stops a stream node.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task StopStreamAsync(string node, string why = "") => SendAsync(new StopStream(Stream(node).Node, why));

    /// <summary>A person restarts a stream node.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task RestartStreamAsync(string node, string why = "") => SendAsync(new RestartStream(Stream(node).Node, why));

    /// <summary>The job of a stream graph fails for good, at one of its nodes.</summary>
    /// <param name="node">The node: name of the member, by <c>nameof</c>, or id.</param>
    /// <param name="error">Why.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ControlTestException">The job does not run.</exception>
    public Task FailStreamAsync(string node, string error)
    {
        var id = Stream(node).Node;
        return EndJobAsync(id, new PipelineFaultException(_world.Graph.Pipeline, id, new InvalidOperationException(error)));
    }

    /// <summary>The data of a stream graph has ended, and its job with it.</summary>
    /// <param name="node">A node of the graph: name of the member, by <c>nameof</c>, or id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ControlTestException">The job does not run.</exception>
    public Task EndStreamAsync(string node) => EndJobAsync(Stream(node).Node, null);

    /// <summary>A check of a stream node has a result. Connectors are not asked in a test: the health is unknown before the first call.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="isHealthy">The result.</param>
    /// <param name="detail">What was asked, and the answer.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task SetHealthAsync(string node, bool isHealthy, string detail = "set by the test")
    {
        var index = _world.Names.FindStream(node);
        return DoAsync(() =>
        {
            _world.Instance.ReportHealth(new HealthReported(index, isHealthy, detail));
            _world.Settle();
        });
    }

    /// <summary>Sets a metric of a stream node. Triggers sample metrics once a second: advance the clock by a second for them to see it.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="metric">Its name, as triggers use it: <c>lag</c>, <c>rejected</c>.</param>
    /// <param name="value">The value; null: it is not known.</param>
    /// <exception cref="ArgumentException">There is no such node, or no such metric.</exception>
    public void SetMetric(string node, string metric, double? value)
    {
        var index = _world.Names.FindStream(node);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        if (!NodeMetrics.Names.Contains(metric))
        {
            throw new ArgumentException($"Stream nodes have no metric '{metric}'"
                + (NearestName.Find(metric, NodeMetrics.Names) is { } nearest ? NearestName.Ask(nearest) : $"; they have {string.Join(", ", NodeMetrics.Names)}."), nameof(metric));
        }

        _world.Metrics.Set(index, metric, value);
    }

    private bool IsJobRunning(string node) => _world.Instance.HasJob(GraphOf(node));

    private int GraphOf(string id)
    {
        var index = _world.Names.FindStream(id);
        return Enumerable.Range(0, _world.Graph.Streams.Count).First(graph => _world.Graph.Streams[graph].Nodes.Contains(index));
    }

    private Task EndJobAsync(string node, Exception? fault)
    {
        var graph = GraphOf(node);
        return _world.Instance.HasJob(graph)
            ? DoAsync(() =>
            {
                _world.Instance.EndJob(graph, fault);
                _world.Settle();
            })
            : throw new ControlTestException($"The job of '{node}' does not run, so that it cannot end: start its nodes first.\n{Stream(node)}");
    }
}
