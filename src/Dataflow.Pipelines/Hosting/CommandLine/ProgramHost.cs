using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The host of a program without a <c>Main</c>.</summary>
internal static class ProgramHost
{
    /// <summary>Builds it.</summary>
    /// <param name="options">Options of the pipeline.</param>
    /// <param name="signals">What stops it.</param>
    /// <param name="configureServices">Registers the user's services; null without a hook.</param>
    /// <param name="add">Registers what the command line gives.</param>
    public static IHost Build<TPipeline>(PipelineHostOptions options, StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices, Action<IServiceCollection> add)
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
        add(builder.Services);
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

    /// <summary>Starts the host, unless a stop is requested before it has started.</summary>
    /// <returns>Whether it has started.</returns>
    public static async Task<bool> TryStartAsync(IHost host, CancellationToken stop)
    {
        try
        {
            await host.StartAsync(stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host may detect the request before the pipeline runs or just after: it is stopped in both cases.
            await host.StopAsync(CancellationToken.None);
            return false;
        }
    }
}
