namespace Dataflow.Pipelines.Connectors;

/// <summary>The result of a health check.</summary>
/// <param name="IsHealthy">Whether the service can be used.</param>
/// <param name="Detail">The request and its result, without secrets.</param>
public sealed record ConnectorHealth(bool IsHealthy, string Detail);
