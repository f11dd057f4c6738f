namespace Dataflow.Pipelines.Graph;

/// <summary>A parameter of a pipeline's constructor, which receives a service of the host.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Type">The service.</param>
/// <param name="IsRequired">Whether the service must be registered: the parameter has no default value and is not nullable.</param>
public sealed record ServiceParameter(string Name, Type Type, bool IsRequired)
{
    /// <summary>The key of <c>[FromKeyedServices]</c>; <see langword="null"/> for a service that is resolved by its type alone.</summary>
    public object? Key { get; init; }
}
