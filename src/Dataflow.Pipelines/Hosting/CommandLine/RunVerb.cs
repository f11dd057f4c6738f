using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The <c>run</c> verb: the pipeline in a generic host, with a periodic status of its job.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync<TPipeline>(
        PipelineHostOptions options, bool json, TimeSpan? statusInterval, StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices, Action<IServiceCollection> add)
        where TPipeline : class, IPipeline<TPipeline>
    {
        using var host = ProgramHost.Build<TPipeline>(options, signals, configureServices, add);

        // Wrong usage is reported before anything starts.
        try
        {
            await host.Services.GetRequiredService<StartCheck>().RunAsync(signals.Requested);
        }
        catch (OperationCanceledException) when (signals.Requested.IsCancellationRequested)
        {
            // The start below finds the request.
        }

        if (TPipeline.Descriptor.HasStreams)
        {
            await RunJobAsync<TPipeline>(host, options, json, statusInterval, signals);
        }
        else if (await ProgramHost.TryStartAsync(host, signals.Requested))
        {
            await host.WaitForShutdownAsync(signals.Requested);
        }

        if ((host.Services.GetService<PipelineService<TPipeline>>()?.Fault?.Message ?? (TPipeline.ControlPlane as HostedControlPlane)?.FaultOf(host.Services)) is { } fault)
        {
            StandardStream.Error.TryWriteLine($"{TPipeline.Descriptor.Id}: {fault}");
            return 1;
        }

        return 0;
    }

    private static async Task RunJobAsync<TPipeline>(IHost host, PipelineHostOptions options, bool json, TimeSpan? statusInterval, StopSignals signals)
        where TPipeline : class, IPipeline<TPipeline>
    {
        var jobs = (TPipeline.ControlPlane as HostedControlPlane)?.JobsOf(host.Services) ?? host.Services.GetRequiredService<PipelineService<TPipeline>>();
        var time = host.Services.GetRequiredService<TimeProvider>();
        try
        {
            DrainRequest.Discard(options.StateDirectory!);
            if (await ProgramHost.TryStartAsync(host, signals.Requested))
            {
                using var drain = new DrainRequest(options.StateDirectory!, time, jobs.Drain);
                using var status = new StatusLine(() => jobs.Jobs, time, json, statusInterval);
                await host.WaitForShutdownAsync(signals.Requested);
                if (jobs.Fault is { } cause)
                {
                    drain.Refuse(cause);
                }
            }
            else if (jobs.Jobs.Count == 0)
            {
                StandardStream.Error.TryWriteLine($"{TPipeline.Descriptor.Id}: stopped by a signal before it had started; no record was read.");
            }
        }
        finally
        {
            await jobs.DisposeAsync();
        }
    }
}
