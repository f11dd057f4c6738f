using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What a restart begins with.</summary>
/// <param name="Changes">What it replays, in order.</param>
/// <param name="Sequence">The number of the newest change of the pipeline, also of those that are not replayed.</param>
/// <param name="Outputs">The newest output of each node that has completed, in no order; also of runs that have ended, which are not replayed.</param>
internal sealed record StoredJournal(IReadOnlyList<Change> Changes, long Sequence, IReadOnlyList<StoredOutput> Outputs);
