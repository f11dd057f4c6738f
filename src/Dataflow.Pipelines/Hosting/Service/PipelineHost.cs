using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Runs pipelines in the generic host.</summary>
public static class PipelineHost
{
    /// <summary>
    /// Adds a pipeline: it starts with the host and is suspended after a commit when the host stops; an <see cref="IPipelineHealth"/> for each pipeline
    /// reports its health. A failed job is restarted from its last checkpoint, see <see cref="PipelineHostOptions.Restart"/>; where it is not restarted, or
    /// cannot start, the host stops with exit code 1 (<see cref="Environment.ExitCode"/>), but not when its data ends or it was drained, see
    /// <see cref="PipelineHostOptions.StopHostWhenAllEnd"/>.
    /// </summary>
    /// <typeparam name="TPipeline">The pipeline class.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets its inputs and options.</param>
    public static IServiceCollection AddPipeline<TPipeline>(this IServiceCollection services, Action<PipelineHostOptions>? configure = null)
        where TPipeline : class, IPipeline<TPipeline>
    {
        var options = new PipelineHostOptions();
        configure?.Invoke(options);
        return services.AddPipeline<TPipeline>(options);
    }

    internal static IServiceCollection AddPipeline<TPipeline>(this IServiceCollection services, PipelineHostOptions options)
        where TPipeline : class, IPipeline<TPipeline>
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PipelineEnds>();
        services.TryAddSingleton<StartCheck>();
        services.AddSingleton(new PipelineRegistration(TPipeline.Descriptor, options, TPipeline.CheckInputs));
        if (TPipeline.ControlPlane is HostedControlPlane plane)
        {
            // It starts and stops the jobs of the pipeline.
            plane.AddServices(services);
            return services;
        }

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PipelineService<TPipeline>>(provider, options));
        services.AddSingleton<IPipelineHealth>(static provider => provider.GetRequiredService<PipelineService<TPipeline>>());
        services.AddHostedService(static provider => provider.GetRequiredService<PipelineService<TPipeline>>());
        return services;
    }
}
