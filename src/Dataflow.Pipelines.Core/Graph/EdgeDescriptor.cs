namespace Dataflow.Pipelines.Graph;

/// <summary>One node feeds another.</summary>
/// <param name="From">Id of the node upstream.</param>
/// <param name="To">Id of the node downstream.</param>
/// <param name="IsFused">Whether both run in one block: the edge is a call.</param>
public sealed record EdgeDescriptor(string From, string To, bool IsFused);
