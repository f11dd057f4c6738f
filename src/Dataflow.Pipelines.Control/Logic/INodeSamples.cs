namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The newest metrics of the nodes.</summary>
internal interface INodeSamples
{
    /// <summary>A metric; null before it was measured.</summary>
    double? Metric(int node, string name);
}
