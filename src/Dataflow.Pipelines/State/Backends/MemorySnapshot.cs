using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.State;

/// <summary>What the memory backend writes into a manifest for a lane.</summary>
/// <param name="Full">The file of all states that are written whole; none where they are empty.</param>
/// <param name="Segments">The files of states that only grow.</param>
internal sealed record MemorySnapshot(CheckpointFile? Full, IReadOnlyList<StateSegment> Segments);

/// <summary>A file of entries of a state that only grows.</summary>
/// <param name="File">The file.</param>
/// <param name="Table">Which of the node's states.</param>
/// <param name="Entries">Entries in it.</param>
/// <param name="Latest">The latest event time among them, UTC ticks: it tells when all have expired.</param>
internal sealed record StateSegment(CheckpointFile File, string Table, long Entries, long Latest);
