using System.ComponentModel;

namespace Dataflow.Pipelines.Hosting;

/// <summary>How generated code resolves the parameters of a pipeline's constructor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PipelineServices
{
    /// <summary>A service that must be registered.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="pipeline">Id of the pipeline, for the error.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="ServiceException">It is not registered, or cannot be made.</exception>
    public static T Require<T>(IServiceProvider services, string pipeline, string parameter) =>
        Resolve<T>(services, pipeline, parameter) is T found ? found : throw ServiceException.Missing(pipeline, parameter, typeof(T));

    /// <summary>A service that need not be registered.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="pipeline">Id of the pipeline, for the error.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <param name="fallback">What it is where it is not registered.</param>
    /// <exception cref="ServiceException">It is registered and cannot be made.</exception>
    public static T Find<T>(IServiceProvider services, string pipeline, string parameter, T fallback) =>
        Resolve<T>(services, pipeline, parameter) is T found ? found : fallback;

    private static object? Resolve<T>(IServiceProvider services, string pipeline, string parameter)
    {
        ArgumentNullException.ThrowIfNull(services);
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        try
        {
            return services.GetService(type);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The container's own errors, of a service that the service needs among them, and those of the user's factories.
            throw ServiceException.Unusable(pipeline, parameter, type, fault);
        }
    }
}
