using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Hosting;

/// <summary>A pipeline as a hosted service.</summary>
internal sealed class PipelineService<TPipeline>(
    PipelineHostOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IHostApplicationLifetime lifetime, PipelineEnds ends, StartCheck check)
    : IHostedLifecycleService, IPipelineHealth, IHostedJobs
    where TPipeline : class, IPipeline<TPipeline>
{
    private JobSupervisor? _supervisor;
    private Task _watching = Task.CompletedTask;
    private volatile bool _isStopping;

    /// <summary>The job of the newest attempt; null before the start.</summary>
    public Job? Job => _supervisor?.Job;

    /// <inheritdoc/>
    public IReadOnlyList<Job> Jobs => Job is { } job ? [job] : [];

    /// <summary>The fault that ended the job, or null.</summary>
    public Exception? Fault { get; private set; }

    string? IHostedJobs.Fault => Fault?.Message;

    /// <inheritdoc/>
    public PipelineHealth CheckHealth() => new(TPipeline.Descriptor.Id, _supervisor?.Problems ?? [new HealthProblem(HealthProblemKind.NotRunning, null, "it has not started yet")]);

    /// <summary>Checks the inputs and services of all pipelines before any service of the host starts.</summary>
    /// <exception cref="InputException">Inputs of the host's pipelines are missing or do not fit, or a value is given for one that a pipeline does not have.</exception>
    /// <exception cref="ServiceException">Services that their constructors take are not registered.</exception>
    public Task StartingAsync(CancellationToken cancellationToken) => check.RunAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var job = PipelineRunner.OptionsOf(TPipeline.Descriptor, options, loggers, time) with { IsStoreLocked = true };
        _supervisor = PipelineRunner.Supervise<TPipeline>(options, services, job);
        await _supervisor.StartAsync(cancellationToken);
        _watching = WatchAsync(_supervisor);
    }

    /// <summary>See <see cref="Jobs.Job.Drain"/>.</summary>
    public void Drain() => _supervisor!.Drain();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        if (_supervisor is not null)
        {
            try
            {
                await _supervisor.SuspendAsync(options.ShutdownTimeout);
            }
            catch (Exception fault) when (fault is TimeoutException or PipelineFaultException)
            {
                Fail(fault);
            }
        }

        await _watching;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
        {
            await _supervisor.DisposeAsync();
        }
    }

    private async Task WatchAsync(JobSupervisor supervisor)
    {
        try
        {
            await supervisor.Completion;
        }
        catch (Exception fault)
        {
            Fail(fault);
        }

        if (Fault is not null && !_isStopping)
        {
            lifetime.StopApplication();
        }

        ends.Report();
    }

    // The host has no other way to end its process with an error: Run and RunAsync return nothing.
    private void Fail(Exception fault)
    {
        Fault ??= fault;
        Environment.ExitCode = 1;
    }
}
