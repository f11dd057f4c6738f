using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>The token of the memory backend for a lane in a manifest.</summary>
/// <param name="Full">The file of all states that are written completely; <see langword="null"/> where they are empty.</param>
/// <param name="Segments">The files of append-only states.</param>
internal sealed record MemorySnapshot(CheckpointFile? Full, IReadOnlyList<StateSegment> Segments);
