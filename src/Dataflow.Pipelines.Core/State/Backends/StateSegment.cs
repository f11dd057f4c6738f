using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>A file of entries of an append-only state.</summary>
/// <param name="File">The file.</param>
/// <param name="Table">Name among the states of the node.</param>
/// <param name="Entries">Entries in it.</param>
/// <param name="Latest">The latest event time among them, UTC ticks: it determines when all have expired.</param>
public sealed record StateSegment(CheckpointFile File, string Table, long Entries, long Latest);
