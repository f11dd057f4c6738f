using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.State;

/// <summary>What a checkpoint holds of one state of a lane.</summary>
/// <param name="Name">Which of the node's states.</param>
/// <param name="Files">Its files, durable.</param>
public sealed record StateSnapshot(string Name, IReadOnlyList<CheckpointFile> Files);
