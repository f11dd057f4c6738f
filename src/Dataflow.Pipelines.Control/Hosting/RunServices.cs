using Dataflow.Pipelines.Control.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>The services of the host for the executions of one pipeline: its process nodes have options of their own.</summary>
internal sealed class RunServices(IServiceProvider services, ProcessOptions processes) : IKeyedServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(ProcessOptions) ? processes : services.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => (services as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => services.GetRequiredKeyedService(serviceType, serviceKey);
}
