using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>What a checkpoint holds of the state of a lane.</summary>
/// <param name="Tables">How much there is of each state that has entries.</param>
/// <param name="Token">What the backend needs to find it again: one JSON value.</param>
/// <param name="Files">Its files in the checkpoint store, durable.</param>
public sealed record StateSnapshot(IReadOnlyList<StateTableSize> Tables, ReadOnlyMemory<byte> Token, IReadOnlyList<CheckpointFile> Files);
