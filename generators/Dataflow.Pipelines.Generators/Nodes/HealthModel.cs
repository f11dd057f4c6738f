using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The health check of a node.</summary>
/// <param name="Interval">A duration.</param>
/// <param name="Endpoint">An address, or null: the connector is checked.</param>
internal sealed record HealthModel(TextModel? Interval, TextModel? Endpoint);
