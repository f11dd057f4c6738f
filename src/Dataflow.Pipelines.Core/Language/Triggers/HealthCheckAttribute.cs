namespace Dataflow.Pipelines;

/// <summary>
/// How the health of a connector is checked; without an address the connector itself is queried.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class HealthCheckAttribute : Attribute
{
    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>). Time between two checks.</summary>
    public string Interval { get; init; } = "30s";

    /// <summary>Address that answers 2xx where the service is healthy.</summary>
    public string? Endpoint { get; init; }
}
