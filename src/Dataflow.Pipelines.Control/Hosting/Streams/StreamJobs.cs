using System.Collections.Concurrent;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Jobs;
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
    /// <param name="graph">Its index.</param>
    /// <param name="inputs">What its nodes take from the outputs of runs.</param>
    public NodeAttempt AttemptOf(int graph, object? inputs) => async (_, stop) =>
    {
        await RunAsync(graph, inputs, stop);
        return default;
    };

    /// <summary>A job has failed for good.</summary>
    public void Fail(string error) => Fault ??= error;

    public void Drain()
    {
        _isDraining = true;
        _folders.Keep();
        foreach (var supervisor in Running)
        {
            supervisor.Drain();
        }

        EndIfDrained();
    }

    public PipelineHealth CheckHealth() => new(TPipeline.Descriptor.Id, [.. Running.SelectMany(static supervisor => supervisor.Problems)]);

    public async ValueTask DisposeAsync()
    {
        foreach (var supervisor in _supervisors.Values)
        {
            await supervisor.DisposeAsync();
        }

        await _folders.DisposeAsync();
    }

    // Without those that start: they drain as soon as they have started.
    private IEnumerable<JobSupervisor> Running =>
        _running.Keys.Order().Select(_supervisors.GetValueOrDefault).OfType<JobSupervisor>().Where(static supervisor => !supervisor.Completion.IsCompleted);

    private async Task RunAsync(int graph, object? inputs, CancellationToken stop)
    {
        _running[graph] = true;
        try
        {
            await using var held = await _folders.LockAsync(options.ShutdownTimeout, time, _logger, stop);
            await using var supervisor = Supervise(graph, inputs);
            await supervisor.StartAsync(stop);
            _supervisors[graph] = supervisor;
            if (_isDraining)
            {
                supervisor.Drain();
            }

            await EndAsync(graph, supervisor, stop);
        }
        finally
        {
            _running.TryRemove(graph, out _);
        }
    }

    private JobSupervisor Supervise(int graph, object? inputs)
    {
        var job = PipelineRunner.OptionsOf(TPipeline.Descriptor, options, loggers, time) with
        {
            IsStoreLocked = true,
            Store = new LocalCheckpointStore(_folders.Of(graph)),
            StreamInputs = inputs,
            Nodes = TPipeline.Control.Streams[graph].Nodes.Select(static node => TPipeline.Control.Nodes[node].Id).ToHashSet(),
        };

        // A later job of this host goes on from the checkpoints of the earlier one. The state directory, which is that of the first graph, is locked.
        return PipelineRunner.Supervise<TPipeline>(
            options,
            services,
            _supervisors.ContainsKey(graph) ? job with { FromCheckpoint = null } : job,
            locks: graph != 0,
            node => _failures.AddOrUpdate(node, 1, static (_, count) => count + 1));
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
        try
        {
            // A part is reserved for the journal: the complete stop stays within the time-out of the host.
            await supervisor.SuspendAsync(options.ShutdownTimeout * 0.9);
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
