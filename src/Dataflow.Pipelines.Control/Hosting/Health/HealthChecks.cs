using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting.Health;

/// <summary>Checks the health of nodes: each at once, and then at its interval. Reports what has changed.</summary>
internal sealed class HealthChecks : IAsyncDisposable
{
    /// <summary>A check that takes longer has the result unhealthy.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<object> _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<HealthReported> _report;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Task _running;

    /// <param name="graph">The pipeline.</param>
    /// <param name="pipeline">Returns the present pipeline object, whose connectors are asked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log of the pipeline.</param>
    /// <param name="report">Called on any thread.</param>
    public HealthChecks(ControlGraph graph, Func<object> pipeline, TimeProvider time, ILogger logger, Action<HealthReported> report)
    {
        (_pipeline, _time, _logger, _report) = (pipeline, time, logger, report);
        _running = Task.WhenAll(Enumerable.Range(0, graph.Nodes.Count).Where(node => graph.Nodes[node].Check is not null).Select(node => WatchAsync(node, graph.Nodes[node], _stop.Token)));
    }

    /// <summary>Ends the checks.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _http.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync(int node, ControlNode checkedNode, CancellationToken stop)
    {
        await Task.Yield();
        bool? last = null;
        while (true)
        {
            var (isHealthy, detail) = await CheckAsync(checkedNode.Check!, stop);
            if (isHealthy != last)
            {
                last = isHealthy;
                _logger.Log(isHealthy ? LogLevel.Information : LogLevel.Warning, "'{Node}' is {Health}: {Detail}", checkedNode.Id, isHealthy ? "healthy" : "unhealthy", detail);
                _report(new HealthReported(node, isHealthy, detail));
            }

            await Task.Delay(checkedNode.Check!.Interval, _time, stop);
        }
    }

    private async Task<(bool IsHealthy, string Detail)> CheckAsync(NodeHealthCheck check, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(LongestCheck, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            if (check.Endpoint is { } endpoint)
            {
                return await RequestAsync(endpoint, ended.Token);
            }

            var health = await check.Connector(_pipeline()).CheckAsync(ended.Token).AsTask().WaitAsync(ended.Token);
            return (health.IsHealthy, health.Detail);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (false, $"no answer within {LongestCheck.TotalSeconds:0} s");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return (false, fault.Message);
        }
    }

    private async Task<(bool IsHealthy, string Detail)> RequestAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(endpoint), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (response.IsSuccessStatusCode, $"{endpoint} answers {(int)response.StatusCode}");
    }
}
