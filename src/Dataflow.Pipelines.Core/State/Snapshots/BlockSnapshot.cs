namespace Dataflow.Pipelines.State;

/// <summary>The state of one lane at a barrier; all of it is durable when the snapshot exists.</summary>
/// <param name="Checkpoint">The checkpoint that it belongs to.</param>
/// <param name="Values">Small values by name, one JSON value each.</param>
/// <param name="Backend">Name of the state backend.</param>
/// <param name="State">The state in the backend; <see langword="null"/> where the operator has declared none.</param>
internal sealed record BlockSnapshot(long Checkpoint, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Values, string Backend, StateSnapshot? State);
