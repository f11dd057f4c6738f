using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Of a pipeline whose nodes have no metrics.</summary>
internal sealed class NoSamples : INodeSamples
{
    public static NoSamples Instance { get; } = new();

    public double? Metric(int node, string name) => null;

    public string Health(int node) => "unknown";
}
