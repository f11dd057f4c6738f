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
    private readonly StreamFolders _folders = new(TPipeline.Control, StoreFinder.StateDirectory(TPipeline.Descriptor, options));
    private readonly ILogger _logger = loggers.CreateLogger($"Dataflow.Pipelines.{TPipeline.Descriptor.Id}");

    // By the index of their graph. A job that has ended is kept for its counts.
    private readonly ConcurrentDictionary<int, JobSupervisor> _supervisors = [];
    private readonly ConcurrentDictionary<int, bool> _running = [];
    private readonly ConcurrentDictionary<string, long> _failures = [];
    private volatile bool _isDraining;

    public IReadOnlyList<Job> Jobs => [.. _supervisors.OrderBy(static pair => pair.Key).Select(static pair => pair.Value.Job).OfType<Job>()];

    public string? Fault { get; private set; }

    /// <summary>The failures of a node that have ended an attempt of its job, since this process started.</summary>
    public long FailuresOf(string node) => _failures.GetValueOrDefault(node);

    /// <summary>The attempts of the job of a graph.</summary>
    /// <param name="lead">Id of its first node.</param>
    public NodeAttempt AttemptOf(string lead) => async (_, stop) =>
    {
        await RunAsync(TPipeline.Control.FindStream(lead), stop);
        return default;
    };

    /// <summary>A job has failed for good.</summary>
    public void Fail(string error) => Fault ??= error;

    public void Drain()
    {
        _isDraining = true;
        foreach (var graph in _running.Keys)
        {
            _supervisors[graph].Drain();
        }

        EndIfDrained();
    }

    public PipelineHealth CheckHealth() => new(TPipeline.Descriptor.Id, [.. _running.Keys.Order().SelectMany(graph => ProblemsOf(_supervisors[graph]))]);

    public async ValueTask DisposeAsync()
    {
        foreach (var supervisor in _supervisors.Values)
        {
            await supervisor.DisposeAsync();
        }

        _folders.Dispose();
    }

    private static IEnumerable<HealthProblem> ProblemsOf(JobSupervisor supervisor) =>
        supervisor is { RestartAt: { } at, Job: { } failed }
            ? [new HealthProblem(HealthProblemKind.NotRunning, null, $"it has failed and restarts at {at:u}: {failed.Completion.Exception?.InnerException?.Message.TrimEnd('.')}")]
            : supervisor.Job?.CheckHealth().Problems ?? [];

    private async Task RunAsync(int graph, CancellationToken stop)
    {
        await using var held = await _folders.LockAsync(options.ShutdownTimeout, time, _logger, stop);
        var job = PipelineRunner.OptionsOf(TPipeline.Descriptor, options, loggers, time) with
        {
            IsStoreLocked = true,
            Store = new LocalCheckpointStore(_folders.Of(graph)),
            Nodes = TPipeline.Control.Streams[graph].Nodes.Select(static node => TPipeline.Control.Nodes[node].Id).ToHashSet(),
        };
        var supervisor = new JobSupervisor(
            job,
            options.Restart ?? TPipeline.Descriptor.Restart ?? RestartStrategy.Default,
            (hasAdvanced, token) => PipelineRunner.StartAsync<TPipeline>(options, services, hasAdvanced ? job with { FromCheckpoint = null } : job, token),
            _logger)
        {
            // The state directory, which is that of the first graph, is locked.
            Locks = graph != 0,
            OnFailure = node => _failures.AddOrUpdate(node, 1, static (_, count) => count + 1),
        };
        try
        {
            await supervisor.StartAsync(stop);

            // A later attempt of this host goes on from its own checkpoints.
            options.FromCheckpoint = null;
            _supervisors[graph] = supervisor;
            _running[graph] = true;
            if (_isDraining)
            {
                supervisor.Drain();
            }

            await EndAsync(graph, supervisor, stop);
        }
        finally
        {
            _running.TryRemove(graph, out _);
            await supervisor.DisposeAsync();
        }
    }

    private async Task EndAsync(int graph, JobSupervisor supervisor, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        await Task.WhenAny(supervisor.Completion, stopped.Task);
        if (stop.IsCancellationRequested)
        {
            await SuspendAsync(supervisor);
            return;
        }

        await supervisor.Completion;
        if (_isDraining)
        {
            // The data has not ended: this host was asked to read what there is and to end. The next one goes on.
            _running.TryRemove(graph, out _);
            EndIfDrained();
            await stopped.Task;
        }
    }

    private void EndIfDrained()
    {
        if (_running.IsEmpty)
        {
            lifetime.StopApplication();
        }
    }

    // What is not suspended in time goes on from its last checkpoint, as after a crash.
    private async Task SuspendAsync(JobSupervisor supervisor)
    {
        // A part is reserved for closing the connectors of a cancelled job, and for the journal: the complete stop stays within the time-out of the host.
        var timeout = options.ShutdownTimeout * 0.9;
        try
        {
            await supervisor.SuspendAsync(timeout, TimeSpan.FromTicks(Math.Min(timeout.Ticks / 5, TimeSpan.TicksPerSecond * 5)));
            await supervisor.Completion;
        }
        catch (Exception fault) when (fault is TimeoutException or PipelineFaultException)
        {
            _logger.LogError("A job of pipeline '{Pipeline}' could not be suspended; it goes on from its last checkpoint: {Reason}", TPipeline.Descriptor.Id, fault.Message);
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                Fail(fault.Message);
                Environment.ExitCode = 1;
            }
        }
    }
}
