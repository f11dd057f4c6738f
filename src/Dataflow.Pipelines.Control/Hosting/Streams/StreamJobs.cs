using System.Collections.Concurrent;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting.Streams;

/// <summary>Runs the jobs of the stream graphs of a pipeline in this host, as the control plane asks for them. Thread-safe.</summary>
internal sealed class StreamJobs<TPipeline>(PipelineHostOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IHostApplicationLifetime lifetime)
    : IHostedJobs, IPipelineHealth
    where TPipeline : class, IControlledPipeline<TPipeline>
{
    private readonly ConcurrentDictionary<int, JobSupervisor> _supervisors = [];
    private volatile bool _isDraining;

    public IReadOnlyList<Job> Jobs => [.. _supervisors.OrderBy(static pair => pair.Key).Select(static pair => pair.Value.Job).OfType<Job>()];

    public Exception? Fault { get; private set; }

    /// <summary>The attempts of the job of a graph.</summary>
    /// <param name="lead">Id of its first node.</param>
    public NodeAttempt AttemptOf(string lead) => async (_, stop) =>
    {
        await RunAsync(FindGraph(lead), stop);
        return default;
    };

    public void Drain()
    {
        _isDraining = true;
        foreach (var supervisor in _supervisors.Values)
        {
            supervisor.Drain();
        }
    }

    public PipelineHealth CheckHealth() => new(TPipeline.Descriptor.Id, [.. _supervisors.Values.SelectMany(ProblemsOf)]);

    private static IEnumerable<HealthProblem> ProblemsOf(JobSupervisor supervisor) =>
        supervisor is { RestartAt: { } at, Job: { } failed }
            ? [new HealthProblem(HealthProblemKind.NotRunning, null, $"it has failed and restarts at {at:u}: {failed.Completion.Exception?.InnerException?.Message.TrimEnd('.')}")]
            : supervisor.Job?.CheckHealth().Problems ?? [];

    private static int FindGraph(string lead)
    {
        var (graph, streams) = (TPipeline.Control, TPipeline.Control.Streams);
        return Enumerable.Range(0, streams.Count).First(index => graph.Nodes[streams[index].Lead].Id == lead);
    }

    private async Task RunAsync(int graph, CancellationToken stop)
    {
        var job = OptionsOf(graph);
        await using var supervisor = new JobSupervisor(
            job,
            options.Restart ?? TPipeline.Descriptor.Restart ?? RestartStrategy.Default,
            (hasAdvanced, token) => PipelineRunner.StartAsync<TPipeline>(options, services, hasAdvanced ? job with { FromCheckpoint = null } : job, token),
            loggers.CreateLogger($"Dataflow.Pipelines.{TPipeline.Descriptor.Id}"));
        try
        {
            await supervisor.StartAsync(stop);

            // A later attempt of this host goes on from its own checkpoints.
            options.FromCheckpoint = null;
            _supervisors[graph] = supervisor;
            if (_isDraining)
            {
                supervisor.Drain();
            }

            await EndAsync(supervisor, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Fault ??= fault;
            throw;
        }
        finally
        {
            _supervisors.TryRemove(graph, out _);
        }
    }

    private async Task EndAsync(JobSupervisor supervisor, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        await Task.WhenAny(supervisor.Completion, stopped.Task);
        if (stop.IsCancellationRequested)
        {
            // A part is reserved for closing the connectors of a cancelled job, and for the journal: the complete stop stays within the time-out of the host.
            var timeout = options.ShutdownTimeout * 0.9;
            await supervisor.SuspendAsync(timeout, TimeSpan.FromTicks(Math.Min(timeout.Ticks / 5, TimeSpan.TicksPerSecond * 5)));
        }

        await supervisor.Completion;
        if (_isDraining && !stop.IsCancellationRequested)
        {
            // The data has not ended: this host was asked to read what there is and to end. The next one goes on.
            lifetime.StopApplication();
            await stopped.Task;
        }
    }

    private JobOptions OptionsOf(int graph)
    {
        var job = PipelineRunner.OptionsOf(TPipeline.Descriptor, options, loggers, time) with { IsStoreLocked = true };
        var streams = TPipeline.Control.Streams;
        if (streams.Count == 1)
        {
            return job;
        }

        // The first graph keeps the folder that it had when it was the only one.
        var nodes = streams[graph].Nodes.Select(static node => TPipeline.Control.Nodes[node].Id).ToHashSet();
        var folder = Path.Combine(StoreFinder.StateDirectory(TPipeline.Descriptor, options), "streams", TPipeline.Control.Nodes[streams[graph].Lead].Id);
        return job with { Nodes = nodes, Store = graph == 0 ? job.Store : new LocalCheckpointStore(folder) };
    }
}
