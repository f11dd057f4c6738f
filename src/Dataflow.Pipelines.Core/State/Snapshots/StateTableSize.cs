namespace Dataflow.Pipelines.State;

/// <summary>The size of one state of a lane in a checkpoint.</summary>
/// <param name="Name">Name among the states of the node.</param>
/// <param name="Entries">Number of entries.</param>
public sealed record StateTableSize(string Name, long Entries);
