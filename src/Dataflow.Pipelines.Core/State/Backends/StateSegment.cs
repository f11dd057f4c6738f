using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>A file of entries of a state that only grows.</summary>
/// <param name="File">The file.</param>
/// <param name="Table">Which of the node's states.</param>
/// <param name="Entries">Entries in it.</param>
/// <param name="Latest">The latest event time among them, UTC ticks: it tells when all have expired.</param>
public sealed record StateSegment(CheckpointFile File, string Table, long Entries, long Latest);
