using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Metrics that a test sets.</summary>
internal sealed class TestSamples : INodeSamples
{
    public Dictionary<(int Node, string Name), double> Metrics { get; } = [];

    public double? Metric(int node, string name) => Metrics.TryGetValue((node, name), out var value) ? value : null;
}
