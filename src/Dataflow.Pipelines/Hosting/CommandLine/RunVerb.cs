using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The <c>run</c> verb: the pipeline in a generic host, with a periodic status.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync<TPipeline>(PipelineHostOptions options, bool json, TimeSpan? statusInterval, StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices)
        where TPipeline : class, IPipeline<TPipeline>
    {
        using var host = Build<TPipeline>(options, signals, configureServices);
        var service = host.Services.GetRequiredService<PipelineService<TPipeline>>();

        // Wrong usage is reported before anything starts.
        host.Services.GetRequiredService<StartCheck>().Run();
        var time = host.Services.GetRequiredService<TimeProvider>();
        try
        {
            DrainRequest.Discard(options.StateDirectory!);
            if (await TryStartAsync(host, signals.Requested))
            {
                using var drain = new DrainRequest(options.StateDirectory!, time, service.Drain);
                using var status = new StatusLine(() => service.Job!, time, json, statusInterval);
                await host.WaitForShutdownAsync(signals.Requested);
                if (service.Fault is { } cause)
                {
                    drain.Refuse(cause);
                }
            }
            else if (service.Job is null)
            {
                StandardStream.Error.TryWriteLine($"{TPipeline.Descriptor.Id}: stopped by a signal before it had started; no record was read.");
            }
        }
        finally
        {
            await service.DisposeAsync();
        }

        if (service.Fault is { } fault)
        {
            StandardStream.Error.TryWriteLine($"{TPipeline.Descriptor.Id}: {fault.Message}");
            return 1;
        }

        return 0;
    }

    private static IHost Build<TPipeline>(PipelineHostOptions options, StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices)
        where TPipeline : class, IPipeline<TPipeline>
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        AddSettings(builder.Configuration);

        // The caller reports the fault that stops the host, in one line: the host would also log it, with its stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddSimpleConsole(static o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<ConsoleLoggerOptions>(static o =>
        {
            o.LogToStandardErrorThreshold = LogLevel.Trace;

            // A reader that does not empty the pipe loses messages, but never blocks a lane.
            o.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.ShutdownTimeout + TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<IHostLifetime>(signals);
        Register(builder, configureServices);
        builder.Services.AddPipeline<TPipeline>(options);
        return builder.Build();
    }

    private static void Register(HostApplicationBuilder builder, Action<IServiceCollection, IConfiguration>? configureServices)
    {
        try
        {
            configureServices?.Invoke(builder.Services, builder.Configuration);
        }
        catch (Exception fault) when (fault is not InputException)
        {
            throw new ServiceHookException(fault);
        }
    }

    private static void AddSettings(ConfigurationManager configuration)
    {
        try
        {
            configuration.AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException fault)
        {
            throw new InputException($"{fault.Message} {fault.GetBaseException().Message}");
        }
    }

    // The host may detect the request before the pipeline runs or just after: it is stopped in both cases.
    private static async Task<bool> TryStartAsync(IHost host, CancellationToken stop)
    {
        try
        {
            await host.StartAsync(stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await host.StopAsync(CancellationToken.None);
            return false;
        }
    }
}
