using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>How a node's health is told.</summary>
/// <param name="Interval">A duration.</param>
/// <param name="Endpoint">An address, or none: the connector is asked.</param>
internal sealed record HealthModel(TextModel? Interval, string? Endpoint);
