using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Hosting;

/// <summary>A pipeline as a hosted service.</summary>
internal sealed class PipelineService<TPipeline>(
    PipelineHostOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IHostApplicationLifetime lifetime)
    : IHostedService, IAsyncDisposable
    where TPipeline : class, IPipeline<TPipeline>
{
    private Task watching = Task.CompletedTask;
    private volatile bool isStopping;

    /// <summary>The job; null before the start.</summary>
    public Job? Job { get; private set; }

    /// <summary>What ended the job, where it failed.</summary>
    public Exception? Fault { get; private set; }

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
            try
            {
                await running.SuspendAsync(options.ShutdownTimeout);
            }
            catch (Exception fault) when (fault is TimeoutException or PipelineFaultException)
            {
                Fault ??= fault;
            }
        }

        await watching;
    }

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
            Fault ??= fault;
        }

        if (!isStopping)
        {
            lifetime.StopApplication();
        }
    }
}
