namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>An output of a node.</summary>
/// <param name="Node">Index of the node.</param>
/// <param name="Kind">Which of its outputs.</param>
/// <param name="Side">Name of the parameter, for a side output.</param>
internal sealed record Port(int Node, PortKind Kind, string Side = "");
