namespace Dataflow.Pipelines.Connectors;

/// <summary>The answer of a health check.</summary>
/// <param name="IsHealthy">Whether the service can be used.</param>
/// <param name="Detail">What was asked and what came back, without secrets.</param>
public sealed record ConnectorHealth(bool IsHealthy, string Detail);
