using System.ComponentModel;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Resolves the parameters of a pipeline's constructor; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PipelineServices
{
    /// <summary>A service that must be registered.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="pipeline">Id of the pipeline, for the error.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <param name="key">Key that it is registered with; none: it is resolved by its type alone.</param>
    /// <exception cref="ServiceException">It is not registered, or cannot be created.</exception>
    public static T Require<T>(IServiceProvider services, string pipeline, string parameter, object? key = null) =>
        Resolve<T>(services, pipeline, parameter, key) is T found ? found : throw ServiceException.Missing(pipeline, parameter, typeof(T), key);

    /// <summary>A service that need not be registered.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="pipeline">Id of the pipeline, for the error.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <param name="fallback">The result where it is not registered.</param>
    /// <param name="key">Key that it is registered with; none: it is resolved by its type alone.</param>
    /// <exception cref="ServiceException">It is registered and cannot be created.</exception>
    public static T Find<T>(IServiceProvider services, string pipeline, string parameter, T fallback, object? key = null) =>
        Resolve<T>(services, pipeline, parameter, key) is T found ? found : fallback;

    private static object? Resolve<T>(IServiceProvider services, string pipeline, string parameter, object? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        try
        {
            // A container without keys has no service with one.
            return key is null ? services.GetService(type) : (services as IKeyedServiceProvider)?.GetKeyedService(type, key);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Errors of the container, including those for dependencies of the service, and of the user's factories.
            throw ServiceException.Unusable(pipeline, parameter, type, key, fault);
        }
    }
}
