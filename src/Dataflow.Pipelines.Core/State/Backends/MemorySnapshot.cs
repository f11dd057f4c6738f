using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>What the memory backend writes into a manifest for a lane.</summary>
/// <param name="Full">The file of all states that are written whole; none where they are empty.</param>
/// <param name="Segments">The files of states that only grow.</param>
internal sealed record MemorySnapshot(CheckpointFile? Full, IReadOnlyList<StateSegment> Segments);
