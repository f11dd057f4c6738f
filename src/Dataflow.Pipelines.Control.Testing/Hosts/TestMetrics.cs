using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>Metrics that a test sets; they outlive the hosts.</summary>
internal sealed class TestMetrics : INodeSamples
{
    private readonly Dictionary<(int Node, string Name), double?> _values = [];

    public void Set(int node, string name, double? value) => _values[(node, name)] = value;

    public double? Metric(int node, string name) => _values.GetValueOrDefault((node, name));
}
