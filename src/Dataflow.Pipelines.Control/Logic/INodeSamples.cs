namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The newest metrics and health of the nodes.</summary>
internal interface INodeSamples
{
    /// <summary>A metric; null before it was measured.</summary>
    double? Metric(int node, string name);

    /// <summary><c>healthy</c>, <c>unhealthy</c>, or <c>unknown</c> before the first check.</summary>
    string Health(int node);
}
