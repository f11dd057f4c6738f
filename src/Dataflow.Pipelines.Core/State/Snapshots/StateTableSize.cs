namespace Dataflow.Pipelines.State;

/// <summary>How much a checkpoint holds of one state of a lane.</summary>
/// <param name="Name">Which of the node's states.</param>
/// <param name="Entries">Entries.</param>
public sealed record StateTableSize(string Name, long Entries);
