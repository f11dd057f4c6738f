using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>The state of a lane in a checkpoint.</summary>
/// <param name="Tables">The size of each state that has entries.</param>
/// <param name="Token">Data with which the backend finds it again: one JSON value.</param>
/// <param name="Files">Its files in the checkpoint store, durable.</param>
public sealed record StateSnapshot(IReadOnlyList<StateTableSize> Tables, ReadOnlyMemory<byte> Token, IReadOnlyList<CheckpointFile> Files);
