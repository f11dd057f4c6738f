using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What a restart replays.</summary>
/// <param name="Changes">In order.</param>
/// <param name="Sequence">The number of the newest change of the pipeline, also of those that are not replayed.</param>
internal sealed record StoredJournal(IReadOnlyList<Change> Changes, long Sequence);
