using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Hosting;

/// <summary>A pipeline as a hosted service.</summary>
internal sealed class PipelineService<TPipeline>(
    PipelineHostOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IHostApplicationLifetime lifetime, PipelineEnds ends)
    : IHostedLifecycleService, IAsyncDisposable
    where TPipeline : class, IPipeline<TPipeline>
{
    private Task watching = Task.CompletedTask;
    private volatile bool isStopping;

    /// <summary>The job; null before the start.</summary>
    public Job? Job { get; private set; }

    /// <summary>What ended the job, where it failed.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Before any service of the host starts.</summary>
    /// <exception cref="InputException">A required input is missing, or a value is given for one that the pipeline does not have.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        InputBinder.Bind(TPipeline.Descriptor, options, services);
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Job = await PipelineRunner.StartAsync<TPipeline>(options, services, loggers, time, cancellationToken);
        watching = WatchAsync(Job);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        isStopping = true;
        if (Job is { Completion.IsCompleted: false } running)
        {
            // A part is kept for closing the connectors of a job that was cancelled: the process ends within the time-out as a whole.
            var closing = TimeSpan.FromTicks(Math.Min(options.ShutdownTimeout.Ticks / 5, TimeSpan.TicksPerSecond * 5));
            var began = time.GetTimestamp();
            try
            {
                await running.SuspendAsync(options.ShutdownTimeout - closing);
            }
            catch (Exception fault) when (fault is TimeoutException or PipelineFaultException)
            {
                Fail(fault);
            }

            var left = options.ShutdownTimeout - time.GetElapsedTime(began);
            running.CloseTimeout = left > closing ? left : closing;
        }

        await watching;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Job is not null)
        {
            await Job.DisposeAsync();
        }
    }

    private async Task WatchAsync(Job job)
    {
        try
        {
            await job.Completion;
        }
        catch (Exception fault)
        {
            Fail(fault);
        }

        if (Fault is not null && !isStopping)
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
