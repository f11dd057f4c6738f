using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The <c>run</c> verb: the pipeline in a generic host, with a status now and then.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync<TPipeline>(PipelineHostOptions options, bool json, TimeSpan? statusInterval, CancellationToken cancellationToken)
        where TPipeline : class, IPipeline<TPipeline>
    {
        // Wrong usage is told before anything starts.
        InputBinder.Bind(TPipeline.Descriptor, options, Environment.GetEnvironmentVariable);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // What stops the host is said once, in one line, by the caller: the host would log it with its stack first.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddSimpleConsole(static o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<ConsoleLoggerOptions>(static o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.ShutdownTimeout + TimeSpan.FromSeconds(5));
        builder.Services.AddPipeline<TPipeline>(options);

        using var second = new SecondSignal(TPipeline.Descriptor.Id);
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<PipelineService<TPipeline>>();
        var time = host.Services.GetRequiredService<TimeProvider>();
        try
        {
            DrainRequest.Discard(options.StateDirectory!);
            await host.StartAsync(cancellationToken);
            var job = service.Job!;
            using (var drain = new DrainRequest(options.StateDirectory!, time, job.Drain))
            using (new StatusLine(job, time, json, statusInterval))
            {
                await host.WaitForShutdownAsync(cancellationToken);
                if (service.Fault is { } cause)
                {
                    drain.Refuse(cause);
                }
            }
        }
        finally
        {
            await service.DisposeAsync();
        }

        if (service.Fault is { } fault)
        {
            await Console.Error.WriteLineAsync($"{TPipeline.Descriptor.Id}: {fault.Message}");
            return 1;
        }

        return 0;
    }
}
