namespace Dataflow.Pipelines.Graph;

/// <summary>How the health of a node is checked.</summary>
/// <param name="Interval">Time between two checks.</param>
/// <param name="Endpoint">Address that answers 2xx where it is healthy; <see langword="null"/>: the connector is checked.</param>
public sealed record HealthDescriptor(TimeSpan Interval, string? Endpoint);
